"""A local Zalo for wire tests of the Official Account: Zalo's own JSON in, recorded calls out. It refuses what the real
one refuses, as far as that is known; what it enforces that nobody could try live is in docs/zalo.md.

async with ZaloServer() as zalo:
    lan = Follower(zalo, bot, "7410000000000000001")
    await lan.follows()
    await lan.taps("Hài lòng")
"""
