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
        var ended = await desk.As(Tests.People.Grace).EndRolesAsync(request);
        Assert.Equal(("Grace Bell, neighbourhood officer", desk.Clock.Now), (ended.EndedBy, ended.EndTime.ToDateTimeOffset()));
        Assert.Equal(ended, await desk.As(Tests.People.Grace).EndRolesAsync(request));

        var after = await desk.Identity(secret);
        Assert.Empty(after.Roles);
        Assert.Equal((before.Subject, "", Email), (after.Subject, after.ShownAs, after.Label));
        Assert.Empty((await desk.CallerIn(after))!.Roles);
    }

    [Theory, EveryDatabase]
    public async Task Nobody_ends_their_own_roles_and_nobody_but_an_officer_anybodys(string engine)
    {
        await using var desk = await Desk.Open(engine, Olu);
        var identity = await desk.Identity(await desk.SignIn(Email));
        var olu = Tests.People.Olu with { Subject = identity.Subject };
        Task End(Caller caller, string email) =>
            desk.As(caller).EndRolesAsync(new EndRolesRequest { RequestId = Desk.NewId(), Email = email }).ResponseAsync;
        Assert.Equal("OWN_ROLES", await Desk.Refused(() => End(olu, Email)));
        Assert.Equal("STAFF_NOT_FOUND", await Desk.Refused(() => End(olu, "nobody@council.example")));
        Assert.Equal("NOT_ALLOWED", await Desk.Refused(() => End(Tests.People.Femi, Email)));
        Assert.Equal("NOT_ALLOWED", await Desk.Refused(() => End(Tests.People.Amina, Email)));
    }

    [Theory, EveryDatabase]
    public async Task Roles_are_given_back_by_another_officer_and_each_change_is_written_down(string engine)
    {
        await using var desk = await Desk.Open(engine, Olu);
        var secret = await desk.SignIn(Email);
        var olu = Tests.People.Olu with { Subject = (await desk.Identity(secret)).Subject };
        var grace = desk.As(Tests.People.Grace);
        await grace.EndRolesAsync(new() { RequestId = Desk.NewId(), Email = Email });
        Assert.Equal("OWN_ROLES", await Desk.Refused(
            async () => await desk.As(olu).GiveRolesBackAsync(new() { RequestId = Desk.NewId(), Email = Email })));
        Assert.Equal("NOT_ALLOWED", await Desk.Refused(
            async () => await desk.As(Tests.People.Femi).GiveRolesBackAsync(new() { RequestId = Desk.NewId(), Email = Email })));

        desk.Clock.Advance(TimeSpan.FromMinutes(1));
        var back = await grace.GiveRolesBackAsync(new() { RequestId = Desk.NewId(), Email = Email });
        await grace.GiveRolesBackAsync(new() { RequestId = Desk.NewId(), Email = Email });

        Assert.Null(back.EndTime);
        Assert.Equal([Role.Officer], (await desk.Identity(secret)).Roles);
        var listed = Assert.Single((await grace.ListStaffAsync(new())).Staff, member => member.Email == Email);
        Assert.Equal([StaffChangeKind.RolesGivenBack, StaffChangeKind.RolesEnded], listed.Changes.Select(change => change.Kind));
        Assert.All(listed.Changes, change => Assert.Equal("Grace Bell, neighbourhood officer", change.ChangedBy));
    }

    [Theory, EveryDatabase]
    public async Task At_a_start_whom_the_list_names_no_more_has_no_roles_and_whose_roles_were_ended_has_them_no_more(string engine)
    {
        await using var desk = await Desk.Open(engine, Olu);
        var secret = await desk.SignIn(Email);
        var settings = desk.Service.Services.GetRequiredService<PeopleSettings>();
        await desk.As(Tests.People.Grace).EndRolesAsync(new() { RequestId = Desk.NewId(), Email = Email });
        await Start(settings);
        Assert.Empty((await desk.Identity(secret)).Roles);

        await desk.As(Tests.People.Grace).GiveRolesBackAsync(new() { RequestId = Desk.NewId(), Email = Email });
        await Start(settings);
        Assert.Equal([Role.Officer], (await desk.Identity(secret)).Roles);
        await Start(settings with { Staff = [] });
        Assert.Empty((await desk.Identity(secret)).Roles);

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
        Assert.Empty((await desk.As(Tests.People.Grace).ForgetAccountAsync(new() { RequestId = Desk.NewId(), Email = Email })).Changes);
    }

    [Theory, EveryDatabase]
    public async Task The_list_comes_in_pages_by_address(string engine)
    {
        await using var desk = await Desk.Open(engine, Olu);
        var officer = desk.As(Tests.People.Grace);
        var first = await officer.ListStaffAsync(new ListStaffRequest { PageSize = 2 });
        var second = await officer.ListStaffAsync(new ListStaffRequest { PageSize = 2, PageToken = first.NextPageToken });
        Assert.Equal(
            ["grace@council.example", Email, "rhys@council.example"], first.Staff.Concat(second.Staff).Select(member => member.Email));
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
