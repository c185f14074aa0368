"""Every button, question and job in the form it has outside the process: what was sent or stored is to be read."""

from tests.sent_before import citizens, office, staff, work

# Whoever taps them in this order signs out last.
BUTTONS = [*staff.BUTTONS, *work.BUTTONS, *office.BUTTONS, *citizens.BUTTONS]
FORGED = [*staff.FORGED, *office.FORGED, *citizens.FORGED]
KEPT = [*staff.KEPT, *work.KEPT, *office.KEPT, *citizens.KEPT]
