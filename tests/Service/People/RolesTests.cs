using System.Data.Common;
using Google.Protobuf.WellKnownTypes;
using Participatory.Access.V1;
using Participatory.Contracts.People;
using Participatory.People.V1;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>Administrators say who works here and what they may do.</summary>
public sealed class RolesTests
{
    private const string Ann = "ann@council.example", Bob = "bob@council.example", Olu = "olu@council.example", Uma = "uma@council.example";

    private static readonly (string Name, string Value)[] Staff =
    [
        .. Desk.Named(0, Ann, "Ann Lee, head of audit", "administrator"), .. Desk.Named(1, Bob, "Bob Ray, clerk", "administrator"),
        .. Desk.Named(2, Olu, "Olu Ade, ward officer", "officer"),
    ];

    [Theory, EveryDatabase]
    public async Task Whoever_is_invited_hears_of_it_and_signs_in_with_the_role_until_it_ends(string engine)
    {
        await using var desk = await Desk.Open(engine, [.. Staff, ("Address", "http://127.0.0.1/")]);
        var invited = await desk.As(await desk.CallerOf(Ann)).InviteMemberAsync(new()
        {
            RequestId = Desk.NewId(), Email = " Uma@council.example", ShownAs = "Uma Reyes, ward officer", Role = Role.Officer,
            Areas = { "E05000001" }, EndTime = Timestamp.FromDateTimeOffset(desk.Clock.Now.AddDays(7)),
        });
        Assert.Equal(("uma@council.example", Role.Officer), (invited.Email, Assert.Single(invited.Roles)));

        await desk.SendNotices();
        var mail = Assert.Single(await desk.Mails(), mail => mail.Recipient == "uma@council.example");
        Assert.Contains("Uma Reyes, ward officer", mail.Subject, StringComparison.Ordinal);
        Assert.Contains("http://127.0.0.1/council/staff", mail.Body, StringComparison.Ordinal);
        Assert.Contains("Ann Lee, head of audit", mail.Body, StringComparison.Ordinal);

        var secret = await desk.SignIn("uma@council.example");
        var identity = await desk.Identity(secret);
        Assert.Equal((Role.Officer, "E05000001"), (Assert.Single(identity.Roles), Assert.Single(identity.Areas)));
        desk.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1));
        // Not even an identity that was signed a moment before outlives the role.
        Assert.Equal(
            desk.Clock.Now.AddMinutes(1),
            (await desk.Identity(await desk.SignIn("uma@council.example"))).TokenExpireTime.ToDateTimeOffset());
        desk.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty((await desk.Identity(await desk.SignIn("uma@council.example"))).Roles);
        var member = (await desk.As(Tests.People.Grace).ListStaffAsync(new())).Staff.Single(one => one.Email == "uma@council.example");
        Assert.Empty(member.Held);
    }

    [Theory, EveryDatabase]
    public async Task Finance_takes_two_administrators_and_neither_is_the_one_who_gets_it(string engine)
    {
        await using var desk = await Desk.Open(engine, Staff);
        var (ann, bob, olu) = (await desk.CallerOf(Ann), await desk.CallerOf(Bob), await desk.SignIn(Olu));
        var asked = await Give(desk, ann, Olu, Role.Finance);
        Assert.Equal((RoleState.Asked, true), Assert.Single(asked.Held, it => it.Role == Role.Finance) is var held
            ? (held.State, held.Mine) : default);
        Assert.Equal([Role.Officer], (await desk.Identity(olu)).Roles);
        await desk.SendNotices();
        Assert.Equal(
            [Bob, "nia@council.example"],
            (await desk.Mails()).Where(mail => mail.Subject.Contains("check a new role", StringComparison.Ordinal))
                .Select(mail => mail.Recipient).Order());

        Assert.Equal("SECOND_ADMINISTRATOR_NEEDED", await Desk.Refused(() => Confirm(desk, ann, Olu, Role.Finance)));
        Assert.Equal([Role.Officer], (await desk.Identity(olu)).Roles);
        var given = await Confirm(desk, bob, Olu, Role.Finance);
        Assert.Equal([Role.Officer, Role.Finance], given.Roles);
        // Whoever has the old session does not go on with other rights.
        Assert.Equal("SESSION_ENDED", await Desk.Refused(() => desk.Identity(olu)));
        Assert.Equal([Role.Finance, Role.Officer], (await desk.Identity(await desk.SignIn(Olu))).Roles.OrderByDescending(role => role));

        // An administrator is no exception.
        await Give(desk, bob, Ann, Role.Finance);
        Assert.Equal("OWN_ROLES", await Desk.Refused(() => Confirm(desk, ann, Ann, Role.Finance)));
        Assert.Equal("OWN_ROLES", await Desk.Refused(() => Give(desk, ann, Ann, Role.Officer)));
    }

    [Theory, EveryDatabase]
    public async Task The_table_itself_holds_no_finance_with_the_word_of_one(string engine)
    {
        await using var desk = await Desk.Open(engine, Staff);
        var insert = new Sql("""
            INSERT INTO staff_role (email, role, state, areas, asked_by, asked_at, confirmed_by) VALUES
                (@email, 'FINANCE', 'GIVEN', '', @askedBy, 0, @confirmedBy)
            """);
        foreach (var (askedBy, confirmedBy) in (IEnumerable<(string?, string?)>)
            [(Ann, null), (Ann, Ann), (Ann, Olu), (Olu, Ann), (null, Ann)])
        {
            await Assert.ThrowsAnyAsync<DbException>(() => Insert(askedBy, confirmedBy));
        }

        await Insert(Ann, Bob);

        async Task Insert(string? askedBy, string? confirmedBy)
        {
            await using var transaction = await desk.Service.Database.Begin(TestContext.Current.CancellationToken);
            await transaction.Execute(insert, new { email = Olu, askedBy, confirmedBy });
            await transaction.Commit();
        }
    }

    [Theory, EveryDatabase]
    public async Task What_is_taken_away_is_gone_at_once_with_every_session_and_the_rest_goes_on(string engine)
    {
        await using var desk = await Desk.Open(engine, [.. Staff, .. Desk.Named(3, "kit@council.example", "Kit", "officer", "finance")]);
        var (secret, ann) = (await desk.SignIn("kit@council.example"), await desk.CallerOf(Ann));
        Assert.Equal(2, (await desk.Identity(secret)).Roles.Count);
        var kit = (await desk.CallerIn(await desk.Identity(secret)))!;
        await Take(desk, ann, "kit@council.example", Role.Finance);
        Assert.Equal("SESSION_ENDED", await Desk.Refused(() => desk.Identity(secret)));
        Assert.Equal("SIGN_IN_RAN_OUT", await Desk.Refused(async () => await desk.As(kit).ListStaffAsync(new())));
        Assert.Equal(kit.SessionId, Assert.Single((await desk.Service.Published<SessionsEnded>())[^1].SessionIds));
        Assert.Equal([Role.Officer], (await desk.Identity(await desk.SignIn("kit@council.example"))).Roles);
        Assert.Equal("ROLE_NOT_HELD", await Desk.Refused(() => Take(desk, ann, "kit@council.example", Role.Finance)));
        Assert.NotNull((await Take(desk, ann, "kit@council.example", Role.Officer)).EndTime);

        // Also whoever has no role any more is told of the last one.
        await desk.SendNotices();
        var told = (await desk.Mails())
            .Where(mail => mail.Subject.StartsWith("Your role on our website has ended", StringComparison.Ordinal)).ToList();
        Assert.All(told, mail => Assert.Equal("kit@council.example", mail.Recipient));
        Assert.Equal(2, told.Count);
        Assert.Contains(told, mail => mail.Body.Contains("finance officer", StringComparison.Ordinal));
    }

    [Theory, EveryDatabase]
    public async Task Whoever_is_an_administrator_no_more_is_none_at_once_though_their_identity_still_says_so(string engine)
    {
        await using var desk = await Desk.Open(engine, Staff);
        var (ann, bob) = (await desk.CallerOf(Ann), await desk.CallerOf(Bob));
        await Give(desk, bob, Olu, Role.Finance);
        await Take(desk, ann, Bob, Role.Administrator);
        Assert.Contains(Role.Administrator, bob.Roles);
        Assert.Equal("ADMINISTRATOR_NO_MORE", await Desk.Refused(() => Give(desk, bob, Olu, Role.Officer)));
        Assert.Equal("ADMINISTRATOR_NO_MORE", await Desk.Refused(() => Take(desk, bob, Ann, Role.Administrator)));
        // What they asked for is asked for by nobody.
        Assert.Equal("ROLE_NOT_ASKED", await Desk.Refused(() => Confirm(desk, ann, Olu, Role.Finance)));
    }

    [Theory, EveryDatabase]
    public async Task The_only_administrator_makes_the_second_alone_and_the_last_one_stays(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var nia = await desk.CallerOf("nia@council.example");
        Assert.Contains(Role.Administrator, (await Give(desk, nia, "grace@council.example", Role.Administrator)).Roles);
        var rhys = await Give(desk, nia, "rhys@council.example", Role.Administrator);
        Assert.DoesNotContain(Role.Administrator, rhys.Roles);
        await Take(desk, nia, "grace@council.example", Role.Administrator);
        // Somebody whom no list knows cannot be the last one in their place.
        Assert.Equal("LAST_ADMINISTRATOR", await Desk.Refused(
            () => Take(desk, Tests.People.Nia, "nia@council.example", Role.Administrator)));
        Assert.Equal("LAST_ADMINISTRATOR", await Desk.Refused(async () => await desk.As(Tests.People.Nia).EndRolesAsync(
            new() { RequestId = Desk.NewId(), Email = "nia@council.example" })));
    }

    [Theory, EveryDatabase]
    public async Task Nobody_is_on_the_list_twice_by_two_addresses_of_one_mailbox(string engine)
    {
        await using var desk = await Desk.Open(engine, Staff);
        var ann = desk.As(await desk.CallerOf(Ann));
        Task Invite(string email) => ann.InviteMemberAsync(
            new() { RequestId = Desk.NewId(), Email = email, ShownAs = "Ann Lee, clerk", Role = Role.Finance }).ResponseAsync;
        Assert.Equal("STAFF_SAME_MAILBOX", await Desk.Refused(() => Invite("bob+finance@council.example")));
        Assert.Equal("STAFF_KNOWN", await Desk.Refused(() => Invite("OLU@council.example")));
        Assert.Equal("OWN_ROLES", await Desk.Refused(() => Invite(Ann)));
        Assert.Equal("INVALID_REQUEST", await Desk.Refused(() => Invite("not an address")));
    }

    [Theory, EveryDatabase]
    public async Task A_connector_of_some_areas_is_made_by_one_administrator_and_may_do_what_a_resident_may_until_it_ends(string engine)
    {
        await using var desk = await Desk.Open(engine, [.. Staff, ("Address", "http://127.0.0.1/")]);
        var ann = await desk.CallerOf(Ann);
        var invited = await desk.As(ann).InviteMemberAsync(new()
        {
            RequestId = Desk.NewId(), Email = Uma, ShownAs = "Uma Reyes, connector", Role = Role.Connector,
            Areas = { "E05000001", "E05000002" }, EndTime = Timestamp.FromDateTimeOffset(desk.Clock.Now.AddDays(7)),
        });
        var held = Assert.Single(invited.Held);
        Assert.Equal((RoleState.Given, Role.Connector), (held.State, held.Role));
        Assert.Equal(["E05000001", "E05000002"], held.Areas);
        // Where they are an officer is another question.
        Assert.Empty(invited.Areas);
        await desk.SendNotices();
        var mail = Assert.Single(await desk.Mails(), mail => mail.Recipient == Uma);
        Assert.Contains("connector", mail.Body, StringComparison.Ordinal);
        Assert.Matches("http://127.0.0.1/council(?!/)", mail.Body);

        var identity = await desk.Identity(await desk.SignIn(Uma));
        var uma = (await desk.CallerIn(identity))!;
        Assert.Equal([Role.Connector], uma.Roles);
        Assert.Empty(uma.Areas);
        Assert.Equal(["E05000001", "E05000002"], identity.ConnectorAreas.Order());
        Assert.Equal("NOT_ALLOWED", await Desk.Refused(async () => await desk.As(uma).ListStaffAsync(new())));

        // Areas and end are set anew, and whoever is an officer, too, is one where they were made one, and not everywhere.
        await desk.As(ann).GiveRoleAsync(new()
        {
            RequestId = Desk.NewId(), Email = Uma, Role = Role.Connector, EndTime = Timestamp.FromDateTimeOffset(desk.Clock.Now.AddDays(2)),
        });
        await desk.As(ann).GiveRoleAsync(new() { RequestId = Desk.NewId(), Email = Uma, Role = Role.Officer, Areas = { "E05000001" } });
        identity = await desk.Identity(await desk.SignIn(Uma));
        Assert.Equal(("E05000001", 0), (Assert.Single(identity.Areas), identity.ConnectorAreas.Count));

        desk.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal([Role.Officer], (await desk.Identity(await desk.SignIn(Uma))).Roles);
    }

    internal static Task<StaffMember> Give(Desk desk, Caller caller, string email, Role role) => desk.As(caller).GiveRoleAsync(
        new() { RequestId = Desk.NewId(), Email = email, Role = role }).ResponseAsync;

    internal static Task<StaffMember> Confirm(Desk desk, Caller caller, string email, Role role) => desk.As(caller).ConfirmRoleAsync(
        new() { RequestId = Desk.NewId(), Email = email, Role = role }).ResponseAsync;

    internal static Task<StaffMember> Take(Desk desk, Caller caller, string email, Role role) => desk.As(caller).TakeRoleAsync(
        new() { RequestId = Desk.NewId(), Email = email, Role = role }).ResponseAsync;
}
