"""Every button, question and job in the form it has outside the process: what was sent or stored is to be read."""

from tests.sent_before import citizens, handed_in, office, staff

# Whoever taps them in this order signs out last.
BUTTONS = [*staff.BUTTONS, *office.BUTTONS, *handed_in.BUTTONS, *citizens.BUTTONS]
FORGED = [*staff.FORGED, *office.FORGED, *handed_in.FORGED, *citizens.FORGED]
KEPT = [*staff.KEPT, *office.KEPT, *handed_in.KEPT, *citizens.KEPT]
