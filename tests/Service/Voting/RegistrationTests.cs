using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Contracts.People;
using Participatory.Contracts.Voting;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Rights;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using Participatory.Voting.Polls;
using Participatory.Voting.Roll;
using Participatory.Voting.V1;
using System.Text;
using Client = Participatory.Voting.V1.VotingService.VotingServiceClient;

namespace Participatory.Tests.Service.Voting;

public sealed class RegistrationTests
{
    private const string Elm = Polling.Elm;
    private const string Oak = Polling.Oak;

    [Theory, EveryDatabase]
    public async Task Somebody_registers_and_votes_with_the_code(string engine)
    {
        await using var polling = await WithRegistration(engine);
        await polling.Open();
        var amina = As(polling, People.Amina);

        var mine = await amina.RegisterAsync(Request("14 Elm Street, XE1 4AB"));

        Assert.Equal(RegistrationState.OnRoll, mine.State);
        Assert.Equal(mine, await amina.GetMyRegistrationAsync(new GetMyRegistrationRequest { PollId = Polling.PollId }));
        Assert.Equal(Elm, (await polling.Cast(mine.Code, "bench")).AreaCode);
        await Polling.Refused(StatusCode.AlreadyExists, "ALREADY_VOTED", () => polling.Cast(mine.Code, "choir"));
        Assert.Equal([1, 0], (await polling.Get()).Contests.Select(contest => contest.Voters));
        await polling.Close();
        Assert.Empty((await amina.GetMyRegistrationAsync(new GetMyRegistrationRequest { PollId = Polling.PollId })).Code);
    }

    [Theory, EveryDatabase]
    public async Task One_person_is_on_the_roll_once_however_often_they_ask(string engine)
    {
        await using var polling = await WithRegistration(engine, most: 100, atAddress: 100);
        var amina = As(polling, People.Amina);
        var request = Request("14 Elm Street");

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(async _ => (await amina.RegisterAsync(request, deadline: Polling.Soon())).Code));
        var others = await Task.WhenAll(Enumerable.Range(0, 10).Select(async number =>
        {
            var refusal = await Assert.ThrowsAsync<RpcException>(
                async () => await amina.RegisterAsync(Request($"{number} Oak Road", Oak), deadline: Polling.Soon()));
            return refusal.Reason();
        }));

        Assert.Single(answers.Distinct());
        Assert.All(others, reason => Assert.Equal("REGISTERED_ALREADY", reason));
        Assert.Equal([1, 0], (await polling.Get()).Contests.Select(contest => contest.Voters));
    }

    [Theory, EveryDatabase]
    public async Task Many_with_one_address_wait_for_an_officer(string engine)
    {
        await using var polling = await WithRegistration(engine, atAddress: 2);
        string[] addresses = ["14 Elm Street, XE1", "14 elm street XE1.", "14 Elm Street (xe1)"];
        foreach (var (number, address) in addresses.Index())
        {
            var mine = await As(polling, People.Resident($"person-{number}")).RegisterAsync(Request(address));
            Assert.Equal(number < 2 ? RegistrationState.OnRoll : RegistrationState.Waiting, mine.State);
            Assert.Equal(number < 2, mine.Code.Length > 0);
        }

        var waiting = Assert.Single(
            (await polling.Grace.ListRegistrationsAsync(new ListRegistrationsRequest { PollId = Polling.PollId })).Registrations);
        Assert.Equal(("14 Elm Street (xe1)", 2, Elm), (waiting.Address, waiting.AtAddress, waiting.AreaCode));
        var admit = new DecideRegistrationRequest
        {
            RequestId = Polling.NewId(), PollId = Polling.PollId,
            RegistrationId = waiting.RegistrationId, Admit = true
        };
        await polling.Grace.DecideRegistrationAsync(admit);
        await polling.Grace.DecideRegistrationAsync(admit);

        var third = await As(polling, People.Resident("person-2"))
            .GetMyRegistrationAsync(new GetMyRegistrationRequest { PollId = Polling.PollId });
        Assert.Equal(RegistrationState.OnRoll, third.State);
        Assert.Equal(3, (await polling.Get()).Contests.Sum(contest => contest.Voters));
        await polling.Open();
        await polling.Cast(third.Code, "bench");
        var told = Assert.Single(await polling.Service.Published<RegistrationDecided>());
        Assert.Equal(new RegistrationDecided(Polling.PollId, "Spring round", "person-2", true, ""), told);
        Assert.DoesNotContain(await Everything(polling), value => value.Contains("Elm Street", StringComparison.OrdinalIgnoreCase));
    }

    [Theory, EveryDatabase]
    public async Task Many_from_one_connection_wait_and_who_is_turned_away_is_told_why(string engine)
    {
        await using var polling = await WithRegistration(engine, fromSource: 1);
        Metadata headers = [new(Source.Header, "one-phone")];
        Assert.Equal(RegistrationState.OnRoll, (await As(polling, People.Amina).RegisterAsync(Request("1 Elm Street"), headers)).State);
        Assert.Equal(RegistrationState.Waiting, (await As(polling, People.Tom).RegisterAsync(Request("2 Elm Street", Oak), headers)).State);
        Assert.Equal(RegistrationState.OnRoll, (await As(polling, People.Resident("third")).RegisterAsync(Request("3 Elm Street"))).State);
        var waiting = Assert.Single(
            (await polling.Grace.ListRegistrationsAsync(new ListRegistrationsRequest { PollId = Polling.PollId })).Registrations);
        Assert.Equal(1, waiting.FromSource);
        var turn = new DecideRegistrationRequest
        {
            RequestId = Polling.NewId(), PollId = Polling.PollId,
            RegistrationId = waiting.RegistrationId
        };

        Assert.Equal(
            ["reason"], (await Polling.Faults(async () => await polling.Grace.DecideRegistrationAsync(turn))).Select(fault => fault.Name));
        turn.Reason = "This address is outside of the ward.";
        // Olu may act in Elm Park only, and does not even see who waits elsewhere.
        var olu = As(polling, People.Olu);
        Assert.Empty((await olu.ListRegistrationsAsync(new ListRegistrationsRequest { PollId = Polling.PollId })).Registrations);
        await Polling.Refused(StatusCode.PermissionDenied, "PERSON_NOT_YOURS", async () => await olu.DecideRegistrationAsync(turn));
        await polling.Grace.DecideRegistrationAsync(turn);

        var mine = await As(polling, People.Tom).GetMyRegistrationAsync(new GetMyRegistrationRequest { PollId = Polling.PollId });
        Assert.Equal(
            (RegistrationState.TurnedAway, "", turn.Reason, People.Grace.ShownAs), (mine.State, mine.Code, mine.Reason, mine.DecidedBy));
        turn.RequestId = Polling.NewId();
        await Polling.Refused(StatusCode.NotFound, "REGISTRATION_NOT_FOUND", async () => await polling.Grace.DecideRegistrationAsync(turn));
        Assert.Equal(2, (await polling.Get()).Contests.Sum(contest => contest.Voters));
    }

    [Theory, EveryDatabase]
    public async Task Sixty_invented_people_from_one_network_wait_for_an_officer(string engine)
    {
        await using var polling = await WithRegistration(engine, fromSource: 5);
        // Each has an address of its own, in three /64 of one /56.
        var states = new List<RegistrationState>();
        for (var number = 0; number < 60; number++)
        {
            Metadata headers = [new(Source.Header, $"net-{number % 3}.wider.widest")];
            states.Add((await As(polling, People.Resident($"invented-{number}")).RegisterAsync(Request($"{number} Elm Street"), headers))
                .State);
        }

        Assert.Equal(15, states.Count(state => state == RegistrationState.OnRoll));
        for (var net = 3; net < 20; net++)
        {
            Metadata headers = [new(Source.Header, $"net-{net}.wider.widest")];
            Assert.Equal(RegistrationState.Waiting, (await As(polling, People.Resident($"more-{net}"))
                .RegisterAsync(Request($"{net} Oak Road"), headers)).State);
        }
    }

    [Theory, EveryDatabase]
    public async Task A_second_person_of_one_mailbox_waits_for_an_officer_who_sees_why(string engine)
    {
        await using var polling = await WithRegistration(engine);
        var first = await As(polling, People.Amina with { Mailbox = "mark-1" }).RegisterAsync(Request("1 Elm Street"));
        var other = await As(polling, People.Tom with { Mailbox = "mark-2" }).RegisterAsync(Request("2 Elm Street"));
        var second = await As(polling, People.Resident("look-alike") with { Mailbox = "mark-1" }).RegisterAsync(Request("3 Elm Street"));
        // Nobody knows of these two whether they share one.
        var unknown = await As(polling, People.Resident("unknown-1")).RegisterAsync(Request("4 Elm Street"));
        var unknownToo = await As(polling, People.Resident("unknown-2")).RegisterAsync(Request("5 Elm Street"));

        Assert.Equal(RegistrationState.Waiting, second.State);
        Assert.All([first, other, unknown, unknownToo], mine => Assert.Equal(RegistrationState.OnRoll, mine.State));
        var waiting = Assert.Single(
            (await polling.Grace.ListRegistrationsAsync(new ListRegistrationsRequest { PollId = Polling.PollId })).Registrations);
        Assert.True(waiting.SameMailbox);
        Assert.DoesNotContain(await Everything(polling), value => value.Contains("mark-1", StringComparison.Ordinal));
    }

    [Theory, EveryDatabase]
    public async Task What_does_not_fit_is_refused_with_a_sentence(string engine)
    {
        await using var polling = await WithRegistration(engine, most: 1, age: 11);
        var amina = As(polling, People.Amina);
        await Polling.Refused(
            StatusCode.Unauthenticated, "SIGN_IN_NEEDED", async () => await polling.Public.RegisterAsync(Request("1 Elm Street")));
        await Polling.Refused(
            StatusCode.NotFound, "CONTEST_NOT_FOUND", async () => await amina.RegisterAsync(Request("1 Elm Street", "E09999999")));
        Assert.Equal(
            ["address"], (await Polling.Faults(async () => await amina.RegisterAsync(Request("?! 1")))).Select(fault => fault.Name));
        var child = Request("1 Elm Street");
        child.IsOldEnough = false;
        Assert.Contains(
            "aged 11",
            (await Polling.Refused(StatusCode.FailedPrecondition, "TOO_YOUNG",
            async () => await amina.RegisterAsync(child))).Status.Detail, StringComparison.Ordinal);
        await amina.RegisterAsync(Request("1 Elm Street"));
        await Polling.Refused(
            StatusCode.ResourceExhausted, "ROLL_IS_FULL", async () => await As(polling, People.Tom).RegisterAsync(Request("2 Elm Street")));
        // On both lists one person could vote twice, and a letter would be a second copy of a code.
        await Polling.Refused(StatusCode.FailedPrecondition, "PEOPLE_REGISTER", () => polling.ImportRoll(Polling.Csv([$"V1,{Elm}"])));
        await Polling.Refused(StatusCode.FailedPrecondition, "NO_LETTERS", polling.Letters);
        polling.Service.Clock.Advance(TimeSpan.FromDays(8));
        await Polling.Refused(StatusCode.FailedPrecondition, "REGISTERED_TOO_LATE", async () => await As(polling, People.Tom)
            .RegisterAsync(Request("2 Elm Street")));
    }

    [Theory, EveryDatabase]
    public async Task A_poll_with_a_list_of_voters_takes_no_registrations(string engine)
    {
        await using var polling = await Polling.WithPoll(engine);
        await Polling.Refused(StatusCode.FailedPrecondition, "REGISTRATION_IS_NOT_OPEN", async () => await As(polling, People.Amina)
            .RegisterAsync(Request("1 Elm Street")));
        await polling.ImportRoll(Polling.Csv([$"V1,{Elm}"]));
        await Polling.Refused(
            StatusCode.FailedPrecondition, "ROLL_IS_THERE", async () => await polling.Grace.OpenRegistrationAsync(Terms()));
        await polling.Open();
        await Polling.Refused(
            StatusCode.FailedPrecondition, "REGISTRATION_IS_FIXED", async () => await polling.Grace.OpenRegistrationAsync(Terms()));
    }

    [Theory, EveryDatabase]
    public async Task An_address_that_waits_is_forgotten_when_voting_closes(string engine)
    {
        await using var polling = await WithRegistration(engine, atAddress: 1);
        await polling.Open();
        await As(polling, People.Amina).RegisterAsync(Request("77 Forgotten Lane"));
        await As(polling, People.Tom).RegisterAsync(Request("77 Forgotten Lane"));
        Assert.Contains(await Everything(polling), value => value.Contains("77 Forgotten Lane", StringComparison.Ordinal));

        await polling.Close();
        await polling.Service.Services.GetRequiredService<ForgetVoters>().Tick(TestContext.Current.CancellationToken);

        Assert.DoesNotContain(await Everything(polling), value => value.Contains("77 Forgotten Lane", StringComparison.Ordinal));
    }

    [Theory, EveryDatabase]
    public async Task Of_whoever_asks_to_be_forgotten_the_address_goes_and_what_an_officer_wrote_and_nobody_registers_twice(string engine)
    {
        await using var polling = await WithRegistration(engine, atAddress: 1);
        await polling.Open();
        await As(polling, People.Amina).RegisterAsync(Request("77 Forgotten Lane"));
        await As(polling, People.Tom).RegisterAsync(Request("77 Forgotten Lane"));
        await As(polling, People.Noor).RegisterAsync(Request("77 Forgotten Lane"));
        var waiting = (await polling.Grace.ListRegistrationsAsync(new() { PollId = Polling.PollId })).Registrations;
        await polling.Grace.DecideRegistrationAsync(new()
        {
            RequestId = Polling.NewId(), PollId = Polling.PollId, RegistrationId = waiting[0].RegistrationId,
            Reason = "The lane is in another town.",
        });
        foreach (var person in (Caller[])[People.Tom, People.Noor])
        {
            await polling.Service.Deliver(new PersonForgotten(person.Subject, polling.Service.Clock.Now));
        }

        polling.Service.Clock.Advance(TimeSpan.FromMinutes(2));
        // A message that waits to be sent goes once it is sent.
        IReadOnlyList<string> left;
        var until = DateTime.UtcNow.AddSeconds(30);
        do
        {
            await polling.Service.Services.GetRequiredService<Forgetting>().Tick(TestContext.Current.CancellationToken);
            left = [.. (await Everything(polling)).Where(value => value.Contains("77 Forgotten Lane", StringComparison.Ordinal)
                || value.Contains("another town", StringComparison.Ordinal))];
        }
        while (left.Count > 0 && DateTime.UtcNow < until);

        Assert.Empty(left);
        await Polling.Refused(
            StatusCode.AlreadyExists, "REGISTERED_ALREADY",
            () => As(polling, People.Tom).RegisterAsync(Request("1 Elm Road")).ResponseAsync);
    }

    [Theory, EveryDatabase]
    public async Task Marks_of_people_who_registered_go_when_the_time_to_object_is_over(string engine)
    {
        await using var polling = await WithRegistration(engine);
        await polling.Open();
        var amina = As(polling, People.Amina);
        await amina.RegisterAsync(Request("14 Elm Street"));
        await polling.Close();
        await polling.Declare();

        Assert.Equal(RegistrationState.OnRoll, await StateAfter(days: 41));
        Assert.Equal(RegistrationState.Unspecified, await StateAfter(days: 1));

        async Task<RegistrationState> StateAfter(int days)
        {
            polling.Service.Clock.Advance(TimeSpan.FromDays(days));
            await polling.Service.Services.GetRequiredService<RemoveRolls>().Tick(TestContext.Current.CancellationToken);
            return (await amina.GetMyRegistrationAsync(new GetMyRegistrationRequest { PollId = Polling.PollId })).State;
        }
    }

    private static async Task<Polling> WithRegistration(
        string engine, long most = 1_000, int atAddress = 6, int fromSource = 20, int age = 0)
    {
        var polling = await Polling.WithPoll(engine);
        var poll = await polling.Grace.OpenRegistrationAsync(Terms(most, atAddress, fromSource, age));
        // At how many an officer looks is not for everybody.
        Assert.Equal(new RegistrationTerms { MostVoters = most, MinimumAge = age }, poll.Registration);
        return polling;
    }

    private static OpenRegistrationRequest Terms(long most = 1_000, int atAddress = 6, int fromSource = 20, int age = 0) => new()
    {
        RequestId = Polling.NewId(),
        PollId = Polling.PollId,
        Terms = new RegistrationTerms { MostVoters = most, MostAtAddress = atAddress, MostFromSource = fromSource, MinimumAge = age },
    };

    private static RegisterRequest Request(string address, string area = Elm) =>
        new() { RequestId = Polling.NewId(), PollId = Polling.PollId, AreaCode = area, Address = address, IsOldEnough = true };

    private static Client As(Polling polling, Caller caller) => new(polling.Service.As(caller));

    /// <summary>Every text and every row of bytes, read as text, in every table.</summary>
    private static async Task<List<string>> Everything(Polling polling)
    {
        List<string> values = [];
        await using var session = await polling.Service.Database.Read(TestContext.Current.CancellationToken);
        foreach (var table in (string[])["registration", "registration_waiting", "registration_terms", "roll_entry", "turnout", "request",
            "outbox", "inbox"])
        {
            foreach (IDictionary<string, object?> row in await session.Many<dynamic>(new Sql($"SELECT * FROM {table}")))
            {
                values.AddRange(
                    row.Values.OfType<object>().Select(value => value is byte[] bytes ? Encoding.Latin1.GetString(bytes) : $"{value}"));
            }
        }

        return values;
    }
}
