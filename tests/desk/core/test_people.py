"""Who may change whom, on both databases: somebody always remains who can let others in."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select, update

from bot.desk.access import account, audit_log, invitations, logins, people
from bot.desk.access.audit_log import Wanted
from bot.desk.access.caller import Caller
from bot.desk.access.errors import Refused
from bot.desk.access.people import Wishes
from bot.desk.mail import outbox
from bot.desk.mail.config import Mail
from bot.desk.routing.config import Routing, Skill
from bot.desk.store.rows import AgentRow
from bot.desk.store.tables import agents
from bot.post.smtp import Smtp
from tests.desk.core.conftest import World, Worlds

HERE = Caller("192.0.2.1", "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0")


async def change(world: World, by: AgentRow, whom: AgentRow, **wishes: Any) -> AgentRow:
    return await people.change(world.db, settings=world.settings, by=by.id, agent_id=whom.id, wishes=Wishes(**wishes))


async def log(world: World, **wanted: Any) -> list[str]:
    found = await audit_log.find(world.db, site_id=world.settings.site_id, wanted=Wanted(**wanted), limit=50)
    return [f"{entry.who} {entry.what}" for entry in found]


async def test_an_administrator_changes_what_people_may_and_can_and_it_is_written_down(world: World) -> None:
    ada, ben = await world.agent("Ada", role="administrator"), await world.agent("Ben")
    after = await change(
        world, ada, ben, role="supervisor", skills=["refunds", "refunds"], languages=["en", "de"], max_open=2
    )
    assert (after.role, after.skills, after.languages, after.max_open) == ("supervisor", ["refunds"], ["en", "de"], 2)
    assert (await change(world, ada, ben, max_open=0)).max_open is None
    await change(world, ada, ben, role="supervisor")  # nothing new
    assert await log(world) == [
        "Ada changed Ben: load limit from 2 to the site's",
        "Ada changed Ben: role from agent to supervisor; skills from none to refunds; "
        "languages from en to en, de; load limit from the site's to 2",
    ]


async def test_nobody_changes_their_own_role_or_switches_themselves_off(world: World) -> None:
    ada = await world.agent("Ada", role="administrator")
    await world.agent("Cy", role="administrator")
    for wish in ({"role": "agent"}, {"disabled": True}):
        with pytest.raises(Refused, match="Ask another administrator"):
            await change(world, ada, ada, **wish)
    assert (await change(world, ada, ada, languages=["en", "fr"])).languages == ["en", "fr"]


@pytest.mark.parametrize("wish", [{"role": "agent"}, {"disabled": True}])
async def test_of_two_administrators_who_remove_each_other_at_once_one_remains(
    world: World, wish: dict[str, Any]
) -> None:
    ada = await world.agent("Ada", role="administrator")
    cy = await world.agent("Cy", role="administrator")
    outcomes = await asyncio.gather(
        change(world, ada, cy, **wish), change(world, cy, ada, **wish), return_exceptions=True
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["AgentRow", "Refused"]
    active = (
        agents.c.site_id == world.settings.site_id,
        agents.c.role == "administrator",
        agents.c.disabled_at.is_(None),
    )
    async with world.db.read() as connection:
        assert await connection.scalar(select(func.count()).select_from(agents).where(*active)) == 1


@pytest.mark.parametrize("role", ["agent", "supervisor"])
async def test_whoever_is_no_administrator_changes_nobody(world: World, role: str) -> None:
    ben, cy = await world.agent("Ben", role=role), await world.agent("Cy")
    with pytest.raises(Refused) as refused:
        await change(world, ben, cy, disabled=True)
    assert refused.value.status == 403


@pytest.mark.parametrize(
    "wish",
    [
        {"role": "outside"},
        {"role": "emperor"},
        {"max_open": 51},
        {"max_open": -1},
        {"skills": [""]},
        {"skills": ["x" * 41]},
        {"skills": ["y"] * 31},
        {"languages": []},
        {"languages": ["much too long a code"]},
    ],
)
async def test_what_cannot_be_is_refused_in_words(world: World, wish: dict[str, Any]) -> None:
    ada, ben = await world.agent("Ada", role="administrator"), await world.agent("Ben")
    with pytest.raises(Refused) as refused:
        await change(world, ada, ben, **wish)
    assert refused.value.message.endswith(".")


async def test_where_site_yml_names_skills_there_are_no_others(world: World) -> None:
    ada, ben = await world.agent("Ada", role="administrator"), await world.agent("Ben")
    settings = replace(world.settings, routing=Routing(skills=(Skill("refunds", "Refunds"),)))
    wish = {"by": ada.id, "agent_id": ben.id}
    changed = await people.change(world.db, settings=settings, wishes=Wishes(skills=["refunds"]), **wish)
    assert changed.skills == ["refunds"]
    with pytest.raises(Refused, match="no skill 'magic'"):
        await people.change(world.db, settings=settings, wishes=Wishes(skills=["magic"]), **wish)


async def test_an_agent_of_another_help_desk_is_not_among_them(world: World) -> None:
    ada, eve = await world.agent("Ada", role="administrator"), await world.agent("Eve", role="outside")
    async with world.db.write() as connection:
        await connection.execute(update(agents).where(agents.c.id == eve.id).values(api_token_id="a token"))
    assert [one.agent.name for one in await people.everybody(world.db, settings=world.settings)] == ["Ada"]
    with pytest.raises(Refused):
        await change(world, ada, eve, disabled=True)


async def test_whoever_is_switched_off_is_out_and_their_customers_come_first_in_the_queue(world: World) -> None:
    ada, ben = await world.agent("Ada", role="administrator"), await world.agent("Ben")
    _, login = await logins.begin(world.db, site_id=world.settings.site_id, agent_id=ben.id, caller=HERE)
    conversation_id = await world.taken(ben)
    assert [one.open for one in await people.everybody(world.db, settings=world.settings)] == [0, 1]
    link = await invitations.reset(world.db, settings=world.settings, agent_id=ben.id, made_by=ada.id)
    await change(world, ada, ben, disabled=True)
    assert await logins.by_key(world.db, site_id=world.settings.site_id, key=login.key) is None
    await world.clock.tick()
    row = await world.row(conversation_id)
    assert (row.owner, row.agent_id) == ("queue", None)
    with pytest.raises(Refused):
        await invitations.reset(world.db, settings=world.settings, agent_id=ben.id, made_by=ada.id)
    await change(world, ada, ben, disabled=False)
    assert await logins.by_key(world.db, site_id=world.settings.site_id, key=login.key) is None, "the old login is over"
    with pytest.raises(Refused):
        await invitations.look(world.db, site_id=world.settings.site_id, token=link.partition("token=")[2])


async def test_a_new_password_ends_every_login_and_the_old_one_is_asked_for(world: World) -> None:
    site_id, ben = world.settings.site_id, await world.agent("Ben")
    link = await invitations.reset(world.db, settings=world.settings, agent_id=ben.id)
    await invitations.set_password(
        world.db, settings=world.settings, token=link.partition("token=")[2], password="three blue teapots"
    )
    start = {"site_id": site_id, "agent_id": ben.id, "caller": HERE}
    (_, here), (_, there) = [await logins.begin(world.db, **start) for _ in range(2)]

    async def to(new: str, old: str) -> Any:
        return await account.change_password(
            world.db, settings=world.settings, login=here, old=old, new=new, caller=HERE
        )

    for new, old, code in (
        ("four green saucers", "three red teapots", "wrong_password"),
        ("short", "three blue teapots", "password_short"),
        ("three blue teapots", "three blue teapots", "same_password"),
    ):
        with pytest.raises(Refused) as refused:
            await to(new, old)
        assert refused.value.code == code
    _, renewed = await to("four green saucers", "three blue teapots")
    alive = await logins.alive(world.db, site_id=site_id, agent_id=ben.id)
    assert [one.key for one in alive] == [renewed.key] and renewed.csrf != here.csrf
    assert there.key not in {one.key for one in alive}
    with pytest.raises(Refused):
        await logins.log_in(
            world.db, site_id=site_id, email=ben.email, password="three blue teapots", caller=Caller("192.0.2.2")
        )
    await logins.log_in(
        world.db, site_id=site_id, email=ben.email, password="four green saucers", caller=Caller("192.0.2.3")
    )


async def test_an_open_page_is_no_way_to_guess_the_password(world: World) -> None:
    site_id, ben = world.settings.site_id, await world.agent("Ben")
    _, login = await logins.begin(world.db, site_id=site_id, agent_id=ben.id, caller=HERE)
    codes, new = [], "four green saucers"
    for number in range(7):
        with pytest.raises(Refused) as refused:
            await account.change_password(
                world.db,
                settings=world.settings,
                login=login,
                old=f"guess {number}",
                new=new,
                caller=HERE,
            )
        codes.append(refused.value.code)
    assert codes == ["wrong_password"] * 5 + ["too_many_attempts"] * 2


async def test_a_second_link_for_a_password_makes_the_first_useless(world: World) -> None:
    ben = await world.agent("Ben")
    first, second = [await invitations.reset(world.db, settings=world.settings, agent_id=ben.id) for _ in range(2)]
    for link, works in ((first, False), (second, True), (second, False)):
        setting = invitations.set_password(
            world.db, settings=world.settings, token=link.partition("token=")[2], password="three blue teapots"
        )
        if works:
            assert await setting == ben.id
        else:
            with pytest.raises(Refused, match="has been used or has expired"):
                await setting


async def test_links_are_mailed_where_there_is_mail_and_a_new_password_is_told_of(worlds: Worlds) -> None:
    with_mail = await worlds(mail=Mail(Smtp("127.0.0.1", 25, sender="desk@shop.example")))
    ada, ben = await with_mail.agent("Ada", role="administrator"), await with_mail.agent("Ben")
    settings = with_mail.settings
    invited = await invitations.invite(
        with_mail.db, settings=settings, role="agent", email="Cy@shop.example", made_by=ada.id
    )
    await invitations.invite(with_mail.db, settings=settings, role="agent", made_by=ada.id)
    link = await invitations.reset(with_mail.db, settings=settings, agent_id=ben.id, made_by=ada.id)
    token = link.partition("token=")[2]
    await invitations.set_password(with_mail.db, settings=settings, token=token, password="three blue teapots")
    told, reset, invitation = await outbox.latest(with_mail.db, site_id=settings.site_id)
    assert (invitation.recipient, invitation.secret) == ("cy@shop.example", True)
    assert f"Set up your account:\n{settings.public_url}{invited}\n" in invitation.body
    assert (reset.recipient, reset.secret) == (ben.email, True)
    assert f"Set a new password:\n{settings.public_url}{link}\n" in reset.body
    assert told.recipient == ben.email and "was changed" in told.subject and "token=" not in told.body


async def test_no_link_is_mailed_where_the_demo_would_show_it_to_anybody(worlds: Worlds) -> None:
    demo = await worlds(mail=Mail(shown=True))
    await invitations.invite(demo.db, settings=demo.settings, role="administrator", email="cy@shop.example")
    assert await outbox.latest(demo.db, site_id=demo.settings.site_id) == []
