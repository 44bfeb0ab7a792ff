using Participatory.People.V1;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>How the council calls itself and looks, as administrators change it.</summary>
public sealed class ProfileTests
{
    private static readonly (string Name, string Value)[] Set =
        [("Council:Name", "Elmborough"), ("Council:Contact:Phone", "01632 960 123"), ("Demo", "true")];

    [Theory, EveryDatabase]
    public async Task What_an_administrator_changes_stands_in_the_next_email_and_what_it_was_stays_on_record(string engine)
    {
        await using var desk = await Desk.Open(engine, Set);
        Assert.Equal(0, (await desk.Gateway.GetProfileAsync(new())).Version);
        await desk.Code("tom@example.org");
        Assert.Contains("Elmborough", (await desk.Mails())[0].Body, StringComparison.Ordinal);

        var first = await Change(desk, 0, it => (it.Name, it.ContactPhone) = (" Elm Borough Council ", "01632 960 999"));
        Assert.Equal((1, "Elm Borough Council", Tests.People.Nia.ShownAs), (first.Version, first.Name, first.ChangedBy));
        Assert.Equal(first, await desk.Gateway.GetProfileAsync(new()));
        await desk.Code("amina@example.org");
        var body = (await desk.Mails()).First(mail => mail.Recipient == "amina@example.org").Body;
        Assert.Contains("Elm Borough Council", body, StringComparison.Ordinal);
        Assert.Contains("01632 960 999", body, StringComparison.Ordinal);
        Assert.DoesNotContain("01632 960 123", body, StringComparison.Ordinal);

        desk.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await Change(desk, 1, it => it.Name = "Elm");
        foreach (var caller in (Caller[])[Tests.People.Grace, Tests.People.Femi, Tests.People.Nia])
        {
            Assert.Equal([second, first], (await desk.As(caller).ListProfilesAsync(new())).Profiles);
        }

        var newest = await desk.As(Tests.People.Grace).ListProfilesAsync(new() { PageSize = 1 });
        Assert.Equal([second], newest.Profiles);
        Assert.Equal(
            [first],
            (await desk.As(Tests.People.Grace).ListProfilesAsync(new() { PageSize = 1, PageToken = newest.NextPageToken })).Profiles);
    }

    [Theory, EveryDatabase]
    public async Task A_notice_has_the_new_contact_at_its_foot(string engine)
    {
        await using var desk = await Desk.Open(engine, [.. Set, .. Desk.Named(0, "olu@council.example", "Olu Ade, officer", "officer")]);
        await Change(desk, 0, it => (it.Name, it.ContactPhone) = ("Elm", "01632 960 999"));
        await desk.As(Tests.People.Nia).EndRolesAsync(new() { RequestId = Desk.NewId(), Email = "olu@council.example" });
        await desk.SendNotices();
        var body = (await desk.Mails()).First(mail => mail.Recipient == "olu@council.example").Body;
        Assert.Contains("01632 960 999", body, StringComparison.Ordinal);
        Assert.DoesNotContain("01632 960 123", body, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task The_same_request_changes_once_and_whoever_looked_at_an_older_version_is_told(string engine)
    {
        await using var desk = await Desk.Open(engine, Set);
        var request = new ChangeProfileRequest { RequestId = Desk.NewId(), Profile = new CouncilProfile { Name = "Elm" } };
        var nia = desk.As(Tests.People.Nia);
        Assert.Equal(await nia.ChangeProfileAsync(request), await nia.ChangeProfileAsync(request));
        Assert.Equal("PROFILE_CHANGED", await Desk.Refused(() => Change(desk, 0, it => it.Name = "Elm and Oak")));
        Assert.Equal("PROFILE_AS_IT_WAS", await Desk.Refused(() => Change(desk, 1, it => it.Name = "Elm")));
        var reasons = await Race.Reasons(
            () => Change(desk, 1, it => it.Name = "One"), () => Change(desk, 1, it => it.Name = "Two"));
        Assert.Equal(["", "PROFILE_CHANGED"], reasons.Order(StringComparer.Ordinal));
        Assert.Equal(2, (await nia.ListProfilesAsync(new())).Profiles.Count);
    }

    [Theory, EveryDatabase]
    public async Task Nobody_but_an_administrator_changes_it(string engine)
    {
        await using var desk = await Desk.Open(engine, Set);
        foreach (var caller in (Caller[])[Tests.People.Grace, Tests.People.Femi, Tests.People.Amina])
        {
            Assert.Equal("NOT_ALLOWED", await Desk.Refused(() => Change(desk, 0, it => it.Name = "Mine", caller)));
        }

        Assert.Equal("NOT_ALLOWED", await Desk.Refused(async () => await desk.As(Tests.People.Amina).ListProfilesAsync(new())));
    }

    [Theory]
    [InlineData("profile.name", "name", "")]
    [InlineData("profile.accent", "accent", "orange!")]
    [InlineData("profile.accent", "accent", "#ffcc00")]
    [InlineData("profile.accent_dark", "accent_dark", "#12345")]
    [InlineData("profile.contact_email", "contact_email", "the town hall")]
    [InlineData("profile.contact_phone", "contact_phone", "one\nor two")]
    public async Task What_cannot_be_is_said_beside_its_field(string fault, string field, string value)
    {
        await using var desk = await Desk.Open("sqlite", Set);
        var request = new ChangeProfileRequest { RequestId = Desk.NewId(), Profile = new CouncilProfile { Name = "Elm" } };
        CouncilProfile.Descriptor.FindFieldByName(field).Accessor.SetValue(request.Profile, value);
        var refusal = await Assert.ThrowsAsync<Grpc.Core.RpcException>(
            () => desk.As(Tests.People.Nia).ChangeProfileAsync(request).ResponseAsync);
        Assert.Equal([fault], Participatory.Platform.Calls.Statuses.FieldFaults(refusal).Select(one => one.Name));
    }

    [Theory, EveryDatabase]
    public async Task No_version_is_ever_changed_or_taken_away(string engine)
    {
        await using var desk = await Desk.Open(engine, Set);
        await Change(desk, 0, it => it.Name = "Elm");
        foreach (var statement in (string[])["UPDATE council_profile SET name = 'Other'", "DELETE FROM council_profile"])
        {
            await using var transaction = await desk.Service.Database.Begin(TestContext.Current.CancellationToken);
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => transaction.Execute(new Sql(statement)));
        }
    }

    private static async Task<CouncilProfile> Change(Desk desk, int looked, Action<CouncilProfile> change, Caller? caller = null)
    {
        var profile = new CouncilProfile { Version = looked };
        change(profile);
        return await desk.As(caller ?? Tests.People.Nia).ChangeProfileAsync(new() { RequestId = Desk.NewId(), Profile = profile });
    }
}
