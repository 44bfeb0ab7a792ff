using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Access.V1;
using Participatory.Contracts.People;
using Participatory.People.Sessions;
using Participatory.People.SignIn;
using Participatory.People.V1;
using Participatory.Platform.Identity;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.SigningIn;

public sealed class SessionTests
{
    private const string Email = "amina.yusuf@example.org";

    [Theory, EveryDatabase]
    public async Task A_session_is_a_signed_identity_of_at_most_five_minutes(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var identity = await desk.Identity(await desk.SignIn(Email));
        var caller = await desk.CallerIn(identity);
        Assert.Equal(identity.Subject, caller!.Subject);
        Assert.Empty(caller.Roles);
        Assert.Equal(desk.Clock.Now.AddMinutes(5), identity.TokenExpireTime.ToDateTimeOffset());
        desk.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Null(await desk.CallerIn(identity));
    }

    [Theory, EveryDatabase]
    public async Task What_was_ended_is_ended_at_the_next_call(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var (here, there) = (await desk.SignIn(Email), await desk.SignIn(Email));
        await desk.Gateway.EndSessionAsync(new EndSessionRequest { RequestId = Desk.NewId(), SessionSecret = here });
        Assert.Equal("SESSION_ENDED", await Desk.Refused(() => desk.Identity(here)));
        Assert.NotNull(await desk.Identity(there));
        // Once more does no harm.
        await desk.Gateway.EndSessionAsync(new EndSessionRequest { RequestId = Desk.NewId(), SessionSecret = here });
    }

    [Theory, EveryDatabase]
    public async Task An_identity_of_a_session_that_has_ended_is_good_no_more_and_the_other_services_hear_which(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var (here, there) = (await desk.SignIn(Email), await desk.SignIn(Email));
        var (one, other) = ((await desk.CallerIn(await desk.Identity(here)))!, (await desk.CallerIn(await desk.Identity(there)))!);
        Assert.NotEqual(one.SessionId, other.SessionId);
        await Call(one);
        await desk.Gateway.EndSessionAsync(new EndSessionRequest { RequestId = Desk.NewId(), SessionSecret = here });
        Assert.Equal("SIGN_IN_RAN_OUT", await Desk.Refused(() => Call(one)));
        await Call(other);
        await desk.As(other).EndMySessionsAsync(new EndMySessionsRequest { RequestId = Desk.NewId() });
        Assert.Equal("SIGN_IN_RAN_OUT", await Desk.Refused(() => Call(other)));
        Assert.Equal(
            [(one.SessionId, desk.Clock.Now), (other.SessionId, desk.Clock.Now)],
            (await desk.Service.Published<SessionsEnded>()).Select(it => (Assert.Single(it.SessionIds), it.EndedAt)));

        Task Call(Caller caller) => desk.As(caller).GetMailChoicesAsync(new()).ResponseAsync;
    }

    [Theory, EveryDatabase]
    public async Task A_person_sees_where_they_are_signed_in_and_ends_one_of_these_and_nobody_elses(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var there = await desk.SignIn(Email);
        desk.Clock.Advance(TimeSpan.FromMinutes(30));
        var (here, others) = (await desk.SignIn(Email), await desk.SignIn("tom.okafor@example.org"));
        var (amina, tom) = ((await desk.CallerIn(await desk.Identity(here)))!, (await desk.CallerIn(await desk.Identity(others)))!);
        var mine = (await desk.As(amina).GetMySessionsAsync(new())).Sessions;
        Assert.Equal(
            [(SessionWay.Code, true, desk.Clock.Now), (SessionWay.Code, false, desk.Clock.Now.AddMinutes(-30))],
            mine.Select(one => (one.Way, one.Here, one.BeginTime.ToDateTimeOffset())));

        await End(tom, mine[1].SessionId);
        Assert.NotNull(await desk.Identity(there));
        await End(amina, mine[1].SessionId);
        await End(amina, mine[1].SessionId);
        Assert.Equal("SESSION_ENDED", await Desk.Refused(() => desk.Identity(there)));
        Assert.Equal(amina.SessionId, Assert.Single((await desk.As(amina).GetMySessionsAsync(new())).Sessions).SessionId);
        Assert.Equal(mine[1].SessionId, Assert.Single(Assert.Single(await desk.Service.Published<SessionsEnded>()).SessionIds));
        Assert.NotNull(await desk.Identity(others));

        Task End(Caller caller, string sessionId) =>
            desk.As(caller).EndMySessionAsync(new() { RequestId = Desk.NewId(), SessionId = sessionId }).ResponseAsync;
    }

    [Fact]
    public async Task How_long_a_session_lasts_a_council_sets_and_what_cannot_be_stops_the_start()
    {
        await using var desk = await Desk.Open("sqlite", ("Sessions:IdleHours", "1"), ("Sessions:LongestHours:Officer", "2"));
        var (idle, used) = (await desk.SignIn(Email), await desk.SignIn("grace@council.example"));
        for (var quarters = 0; quarters < 7; quarters++)
        {
            desk.Clock.Advance(TimeSpan.FromMinutes(15));
            await desk.Identity(used);
        }

        Assert.Equal("SESSION_ENDED", await Desk.Refused(() => desk.Identity(idle)));
        desk.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal("SESSION_ENDED", await Desk.Refused(() => desk.Identity(used)));
        foreach (var hours in (string[])["0", "25", "soon"])
        {
            Assert.Contains("Sessions:IdleHours", (await Assert.ThrowsAsync<InvalidOperationException>(
                () => Desk.Open("sqlite", ("Sessions:IdleHours", hours)))).Message, StringComparison.Ordinal);
        }
    }

    [Theory, EveryDatabase]
    public async Task An_identity_is_good_no_longer_than_its_session_may_last(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var secret = Desk.NewSecret();
        await desk.Gateway.BecomeDemoPersonAsync(
            new BecomeDemoPersonRequest { RequestId = Desk.NewId(), Key = "finance", SessionSecret = secret });
        var end = desk.Clock.Now.AddHours(8);
        desk.Clock.Advance(TimeSpan.FromHours(8) - TimeSpan.FromMinutes(2));
        Assert.Equal(end, (await desk.Identity(secret)).TokenExpireTime.ToDateTimeOffset());
    }

    [Theory, EveryDatabase]
    public async Task A_person_ends_all_sessions_of_theirs_and_nobody_elses(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var (here, there) = (await desk.SignIn(Email), await desk.SignIn(Email));
        var others = await desk.SignIn("tom.okafor@example.org");
        var amina = Tests.People.Resident((await desk.Identity(here)).Subject);
        var request = new EndMySessionsRequest { RequestId = Desk.NewId() };
        Assert.Equal(2, (await desk.As(amina).EndMySessionsAsync(request)).Ended);
        Assert.Equal(2, (await desk.As(amina).EndMySessionsAsync(request)).Ended);
        Assert.Equal("SESSION_ENDED", await Desk.Refused(() => desk.Identity(here)));
        Assert.Equal("SESSION_ENDED", await Desk.Refused(() => desk.Identity(there)));
        Assert.NotNull(await desk.Identity(others));
    }

    [Theory, EveryDatabase]
    public async Task A_session_goes_on_for_as_long_as_it_is_used_and_ends_by_itself_after_twelve_hours_without(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var secret = await desk.SignIn(Email);
        for (var hours = 0; hours < 24; hours += 8)
        {
            desk.Clock.Advance(TimeSpan.FromHours(8));
            await desk.Identity(secret);
        }

        desk.Clock.Advance(TimeSpan.FromHours(12));
        Assert.Equal("SESSION_ENDED", await Desk.Refused(() => desk.Identity(secret)));
    }

    [Theory]
    [InlineData("finance", 8)]
    [InlineData("administrator", 8)]
    [InlineData("officer", 12)]
    [InlineData("resident", 7 * 24)]
    public async Task However_much_it_is_used_a_session_ends_sooner_the_more_it_may_do(string person, int hours)
    {
        await using var desk = await Desk.Open("sqlite");
        var secret = Desk.NewSecret();
        await desk.Gateway.BecomeDemoPersonAsync(
            new BecomeDemoPersonRequest { RequestId = Desk.NewId(), Key = person, SessionSecret = secret });
        for (var used = 0; used < hours; used++)
        {
            await desk.Identity(secret);
            desk.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal("SESSION_ENDED", await Desk.Refused(() => desk.Identity(secret)));
    }

    [Theory, EveryDatabase]
    public async Task An_identity_says_when_its_person_showed_who_they_are_and_one_from_a_link_does_not(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var begun = desk.Clock.Now;
        var secret = await desk.SignIn(Email);
        desk.Clock.Advance(TimeSpan.FromMinutes(20));
        var identity = await desk.Identity(secret);
        Assert.Equal(begun, identity.ProveTime.ToDateTimeOffset());
        Assert.Equal(begun, (await desk.CallerIn(identity))!.ProvedAt);

        var link = Desk.NewSecret();
        await desk.Gateway.OpenLinkAsync(new OpenLinkRequest
        {
            RequestId = Desk.NewId(),
            Token = desk.Service.Services.GetRequiredService<MailLinks>().To(identity.Subject, ReachText.Award, "bench")["/s/".Length..],
            SessionSecret = link,
        });
        var byLink = await desk.Identity(link);
        Assert.Null(byLink.ProveTime);
        var caller = await desk.CallerIn(byLink);
        Assert.Equal(identity.Subject, caller?.Subject);
        Assert.Null(caller!.ProvedAt);
    }

    [Fact]
    public async Task Whoever_has_not_the_secret_of_gateways_can_be_nobody()
    {
        await using var desk = await Desk.Open("sqlite");
        var secret = await desk.SignIn(Email);
        var stranger = desk.With("a secret that somebody has made up by themselves");
        var officer = desk.As(Tests.People.Grace);
        foreach (var call in (Func<PeopleService.PeopleServiceClient, Task>[])
        [
            async people => await people.GetIdentityAsync(new GetIdentityRequest { SessionSecret = secret }),
            async people => await people.SendCodeAsync(new SendCodeRequest { RequestId = Desk.NewId(), Email = Email }),
            async people => await people.BecomeDemoPersonAsync(
                new BecomeDemoPersonRequest { RequestId = Desk.NewId(), Key = "officer", SessionSecret = Desk.NewSecret() }),
            async people => await people.ListSentMailAsync(new ListSentMailRequest()),
        ])
        {
            Assert.Equal("SIGN_IN_RAN_OUT", await Desk.Refused(() => call(stranger)));
            Assert.Equal("NOT_ALLOWED", await Desk.Refused(() => call(officer)));
        }
    }

    [Fact]
    public async Task A_gateway_without_a_session_of_theirs_cannot_be_anybody()
    {
        await using var desk = await Desk.Open("sqlite", ("Officers:People:0:Email", Email),
            ("Officers:People:0:Name", "Amina Yusuf, officer"), ("Officers:People:0:Roles:0", "officer"));
        var secret = await desk.SignIn(Email);
        Assert.Equal("SESSION_ENDED", await Desk.Refused(() => desk.Identity(Desk.NewSecret())));
        // The secret of gateways is no identity: what an officer may do, it may not.
        Assert.Equal("NOT_ALLOWED", await Desk.Refused(async () => await desk.Gateway.ListStaffAsync(new ListStaffRequest())));
        Assert.Equal("NOT_ALLOWED", await Desk.Refused(
            async () => await desk.Gateway.EndMySessionsAsync(new EndMySessionsRequest { RequestId = Desk.NewId() })));
        await desk.Gateway.EndSessionAsync(new EndSessionRequest { RequestId = Desk.NewId(), SessionSecret = secret });
        Assert.Equal("SESSION_ENDED", await Desk.Refused(() => desk.Identity(secret)));
    }

    [Fact]
    public async Task Outside_a_demonstration_nobody_can_be_taken_and_no_mail_is_shown()
    {
        await using var desk = await Desk.Open("sqlite", ("Demo", "false"), ("Mail:Host", "127.0.0.1"),
            ("Mail:From", "grants@council.example"), ("Address", "https://grants.council.example"));
        Assert.Equal("NO_DEMONSTRATION", await Desk.Refused(async () => await desk.Gateway.BecomeDemoPersonAsync(
            new BecomeDemoPersonRequest { RequestId = Desk.NewId(), Key = "officer", SessionSecret = Desk.NewSecret() })));
        Assert.Equal("NO_DEMONSTRATION", await Desk.Refused(desk.Mails));
        Assert.Empty((await desk.Gateway.ListDemoPeopleAsync(new ListDemoPeopleRequest())).People);
    }

    [Theory, EveryDatabase]
    public async Task The_people_of_the_demonstration_are_what_they_are_by_either_way(string engine)
    {
        await using var desk = await Desk.Open(engine);
        var taken = Desk.NewSecret();
        await desk.Gateway.BecomeDemoPersonAsync(
            new BecomeDemoPersonRequest { RequestId = Desk.NewId(), Key = "officer", SessionSecret = taken });
        var byCode = await desk.Identity(await desk.SignIn("grace@council.example"));
        var byButton = await desk.Identity(taken);
        Assert.Equal(byButton.Subject, byCode.Subject);
        Assert.Equal([Role.Officer], byCode.Roles);
        Assert.Equal("Grace Bell, neighbourhood officer", byButton.ShownAs);
    }
}
