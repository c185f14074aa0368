"""Every button, question and job in the form it has outside the process: what was sent or stored is to be read."""

from tests.sent_before import citizens, handed_in, office, staff, work

# Whoever taps them in this order signs out last.
_MODULES = (staff, work, office, handed_in, citizens)
BUTTONS = [one for module in _MODULES for one in module.BUTTONS]
FORGED = [one for module in _MODULES for one in getattr(module, "FORGED", ())]
KEPT = [one for module in _MODULES for one in module.KEPT]
