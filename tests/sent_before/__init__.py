"""Every button, question and job in the form it has outside the process: what was sent or stored is to be read."""

from tests.sent_before import citizens, office, staff

BUTTONS = [*citizens.BUTTONS, *staff.BUTTONS, *office.BUTTONS]
FORGED = [*citizens.FORGED, *staff.FORGED, *office.FORGED]
KEPT = [*citizens.KEPT, *staff.KEPT, *office.KEPT]
