using Microsoft.Extensions.DependencyInjection;
using Participatory.Access.V1;
using Participatory.People;
using Participatory.People.Staff;
using Participatory.People.V1;
using Participatory.Platform.Identity;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.SigningIn;

public sealed class StaffTests
{
    private const string Email = "olu@council.example";

    private static readonly (string Name, string Value)[] Olu =
    [
        ("Officers:People:0:Email", "Olu@Council.example"),
        ("Officers:People:0:Name", "Olu Ade, ward officer"),
        ("Officers:People:0:Roles:0", "officer"),
        ("Officers:People:0:Areas:0", "E05000001"),
    ];

    [Theory, EveryDatabase]
    public async Task Roles_are_those_of_the_list_and_are_read_each_time(string engine)
    {
        await using var desk = await Desk.Open(engine, Olu);
        var secret = await desk.SignIn(Email);
        var before = await desk.Identity(secret);
        Assert.Equal([Role.Officer], before.Roles);
        Assert.Equal(["E05000001"], before.Areas);
        Assert.Equal("Olu Ade, ward officer", before.Label);

        var request = new EndRolesRequest { RequestId = Desk.NewId(), Email = " OLU@council.example" };
        var ended = await desk.As(Tests.People.Nia).EndRolesAsync(request);
        Assert.Equal(("Nia Price, administrator", desk.Clock.Now), (ended.EndedBy, ended.EndTime.ToDateTimeOffset()));
        Assert.Equal(ended, await desk.As(Tests.People.Nia).EndRolesAsync(request));
        Assert.Equal("SESSION_ENDED", await Desk.Refused(() => desk.Identity(secret)));

        var after = await desk.Identity(await desk.SignIn(Email));
        Assert.Empty(after.Roles);
        Assert.Equal((before.Subject, "", Email), (after.Subject, after.ShownAs, after.Label));
        Assert.Empty((await desk.CallerIn(after))!.Roles);
    }

    [Theory, EveryDatabase]
    public async Task Nobody_ends_their_own_roles_and_nobody_but_an_administrator_anybodys(string engine)
    {
        await using var desk = await Desk.Open(engine, Olu);
        var identity = await desk.Identity(await desk.SignIn(Email));
        var olu = Tests.People.Nia with { Subject = identity.Subject };
        Task End(Caller caller, string email) =>
            desk.As(caller).EndRolesAsync(new EndRolesRequest { RequestId = Desk.NewId(), Email = email }).ResponseAsync;
        Assert.Equal("OWN_ROLES", await Desk.Refused(() => End(olu, Email)));
        Assert.Equal("STAFF_NOT_FOUND", await Desk.Refused(() => End(Tests.People.Nia, "nobody@council.example")));
        foreach (var caller in (Caller[])[Tests.People.Grace, Tests.People.Femi, Tests.People.Noor, Tests.People.Amina])
        {
            Assert.Equal("NOT_ALLOWED", await Desk.Refused(() => End(caller, Email)));
        }
    }

    [Theory, EveryDatabase]
    public async Task Roles_that_were_ended_are_given_anew_and_each_change_is_written_down_for_all_of_the_staff(string engine)
    {
        await using var desk = await Desk.Open(engine, Olu);
        var nia = desk.As(Tests.People.Nia);
        await nia.EndRolesAsync(new() { RequestId = Desk.NewId(), Email = Email });
        await nia.EndRolesAsync(new() { RequestId = Desk.NewId(), Email = Email });
        desk.Clock.Advance(TimeSpan.FromMinutes(1));
        var back = await nia.GiveRoleAsync(
            new() { RequestId = Desk.NewId(), Email = Email, Role = Role.Officer, Areas = { "E05000002", "E05000003" } });

        Assert.Null(back.EndTime);
        var identity = await desk.Identity(await desk.SignIn(Email));
        Assert.Equal([Role.Officer], identity.Roles);
        Assert.Equal(["E05000002", "E05000003"], identity.Areas.Order());
        foreach (var caller in (Caller[])[Tests.People.Grace, Tests.People.Femi, Tests.People.Nia])
        {
            var changes = (await desk.As(caller).ListStaffChangesAsync(new())).Changes.Where(it => it.ShownAs == "Olu Ade, ward officer");
            Assert.Equal(
                [(StaffChangeKind.RoleGiven, "Nia Price, administrator"), (StaffChangeKind.RolesEnded, "Nia Price, administrator"),
                    (StaffChangeKind.Named, "")],
                changes.Select(it => (it.Kind, it.ChangedBy)));
        }

        Assert.Equal("NOT_ALLOWED", await Desk.Refused(async () => await desk.As(Tests.People.Amina).ListStaffChangesAsync(new())));
    }

    [Theory, EveryDatabase]
    public async Task Once_there_is_an_administrator_a_start_changes_nothing_of_the_list_and_adds_none_but_another(string engine)
    {
        await using var desk = await Desk.Open(engine, Olu);
        var settings = desk.Service.Services.GetRequiredService<PeopleSettings>();
        await desk.As(Tests.People.Nia).EndRolesAsync(new() { RequestId = Desk.NewId(), Email = "grace@council.example" });
        await Start(settings with
        {
            Staff =
            [
                new("kit@council.example", "Kit Moss, clerk", ["officer", "administrator"]),
                new("una@council.example", "Una", ["finance"]),
            ],
        });

        Assert.Equal([Role.Officer], (await desk.Identity(await desk.SignIn(Email))).Roles);
        Assert.Equal([Role.Administrator], (await desk.Identity(await desk.SignIn("kit@council.example"))).Roles);
        Assert.Empty((await desk.Identity(await desk.SignIn("grace@council.example"))).Roles);
        Assert.Empty((await desk.Identity(await desk.SignIn("una@council.example"))).Roles);

        Task Start(PeopleSettings of) => ActivatorUtilities.CreateInstance<KeepStaff>(desk.Service.Services, of)
            .StartAsync(TestContext.Current.CancellationToken);
    }

    [Theory, EveryDatabase]
    public async Task At_a_start_without_administrators_the_settings_are_the_list_and_whose_roles_were_ended_has_them_no_more(string engine)
    {
        (string, string)[] inUse =
        [
            ("Demo", "false"), ("Mail:Host", "127.0.0.1"), ("Mail:From", "grants@council.example"),
            ("Address", "https://grants.council.example"),
        ];
        await using var desk = await Desk.Open(engine, [.. Olu, .. inUse]);
        var settings = desk.Service.Services.GetRequiredService<PeopleSettings>();
        Assert.Equal([Role.Officer], await Roles(Email));
        await Start(settings with { Staff = [settings.Staff[0] with { Roles = ["finance"] }] });
        Assert.Equal([Role.Finance], await Roles(Email));

        await desk.As(Tests.People.Nia).EndRolesAsync(new() { RequestId = Desk.NewId(), Email = Email });
        await Start(settings);
        Assert.Empty((await Roles(Email))!);
        await Start(settings with { Staff = [] });
        Assert.Null(await Roles(Email));

        async Task<IReadOnlyList<Role>?> Roles(string email) =>
            (await desk.As(Tests.People.Grace).ListStaffAsync(new())).Staff.FirstOrDefault(member => member.Email == email)?.Roles;

        Task Start(PeopleSettings of) => ActivatorUtilities.CreateInstance<KeepStaff>(desk.Service.Services, of)
            .StartAsync(TestContext.Current.CancellationToken);
    }

    [Theory, EveryDatabase]
    public async Task Nobody_frees_their_own_account_and_where_there_is_none_nothing_is_written_down(string engine)
    {
        await using var desk = await Desk.Open(engine, Olu);
        var olu = Tests.People.Olu with { Subject = (await desk.Identity(await desk.SignIn(Email))).Subject };
        Assert.Equal("OWN_ROLES", await Desk.Refused(
            async () => await desk.As(olu).ForgetAccountAsync(new() { RequestId = Desk.NewId(), Email = Email })));
        Assert.Equal("NOT_ALLOWED", await Desk.Refused(
            async () => await desk.As(Tests.People.Amina).ForgetAccountAsync(new() { RequestId = Desk.NewId(), Email = Email })));
        await desk.As(Tests.People.Grace).ForgetAccountAsync(new() { RequestId = Desk.NewId(), Email = Email });
        Assert.DoesNotContain((await desk.As(Tests.People.Grace).ListStaffChangesAsync(new())).Changes,
            it => it.Kind == StaffChangeKind.AccountForgotten);
    }

    [Theory, EveryDatabase]
    public async Task The_list_comes_in_pages_by_address(string engine)
    {
        await using var desk = await Desk.Open(engine, Olu);
        var officer = desk.As(Tests.People.Grace);
        var first = await officer.ListStaffAsync(new ListStaffRequest { PageSize = 2 });
        var second = await officer.ListStaffAsync(new ListStaffRequest { PageSize = 2, PageToken = first.NextPageToken });
        Assert.Equal(
            ["grace@council.example", "nia@council.example", Email, "rhys@council.example"],
            first.Staff.Concat(second.Staff).Select(member => member.Email));
        Assert.Empty(second.NextPageToken);
    }

    [Theory, EveryDatabase]
    public async Task Where_staff_sign_in_elsewhere_a_code_makes_nobody_an_officer(string engine)
    {
        await using var desk = await Desk.Open(
            engine, [.. Olu, ("Officers:Authority", "https://staff.council.example"), ("Officers:ClientId", "participatory")]);
        var identity = await desk.Identity(await desk.SignIn(Email));
        Assert.Empty(identity.Roles);
        Assert.Equal(Email, identity.Label);
    }
}
