using Google.Protobuf;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Walks;
using Participatory.Voting.V1;
using static Participatory.Tests.Service.Voting.Polling;
using Client = Participatory.Voting.V1.VotingService.VotingServiceClient;
using Contract = Participatory.Voting.V1.VotingService;

namespace Participatory.Tests.Service.Voting;

public sealed class WhoMayCallTests
{
    [Theory, EveryDatabase]
    public async Task Other_areas_second_people_and_guessed_codes_are_refused_as_the_contract_says(string engine)
    {
        await using var polling = await Polling.Start(engine, WithoutClock);
        // Lines of another area are said one by one, and who keyed a ballot is told so.
        Assert.True(
            await AccessWalk.Past(Contract.Descriptor, polling.Service, Scenes(polling), "LINE_AREA_NOT_YOURS", "KEYED_BY_YOU") > 300);
    }

    private static Dictionary<string, Func<Visit, Task<Scene>>> Scenes(Polling polling) => new(StringComparer.Ordinal)
    {
        ["ImportRoll"] = async visit => new(Roll(await Poll(polling, visit.Id))),
        ["AskForLetters"] = async visit => new(Letters(await WithRoll(polling, visit.Id))),
        ["AgreeToLetters"] = async visit =>
        {
            var asked = await Asked(polling, visit.Id);
            return new(new AgreeToLettersRequest { PollId = asked.PollId, ExportId = asked.ExportId });
        },
        ["TakeLetters"] = async visit =>
        {
            var asked = await Asked(polling, visit.Id);
            await polling.Femi.AgreeToLettersAsync(new() { RequestId = NewId(), PollId = asked.PollId, ExportId = asked.ExportId });
            return new(new TakeLettersRequest { PollId = asked.PollId, ExportId = asked.ExportId });
        },
        ["OpenRegistration"] = async visit => new(Registration(await Poll(polling, visit.Id))),
        ["ListRegistrations"] = async visit => new(new ListRegistrationsRequest { PollId = (await Waiting(polling, visit.Id)).PollId }),
        ["DecideRegistration"] = async visit => new(await Waiting(polling, visit.Id)),
        ["OpenPoll"] = async visit => new(new OpenPollRequest { PollId = await WithRoll(polling, visit.Id), Reason = "All is ready." }),
        ["ClosePoll"] = async visit =>
            new(new ClosePollRequest { PollId = (await Opened(polling, visit.Id)).PollId, Reason = "All letters are back." }),
        ["AskForExtension"] = async visit => new(await Longer(polling, visit.Id)),
        ["AgreeToExtension"] = async visit =>
        {
            var asked = await polling.Grace.AskForExtensionAsync(new(await Longer(polling, visit.Id)) { RequestId = NewId() });
            return new(new AgreeToExtensionRequest { PollId = visit.Id, Number = asked.Extension.Number });
        },
        ["LookUpCode"] = async visit =>
        {
            var (poll, code) = await Opened(polling, visit.Id);
            var asked = new LookUpCodeRequest { PollId = poll, Code = code };
            return new(asked) { Guessed = new LookUpCodeRequest(asked) { Code = await CodeOfAnotherPoll(polling, visit) } };
        },
        ["CastBallot"] = async visit =>
        {
            var (poll, code) = await Opened(polling, visit.Id);
            var asked = new CastBallotRequest { PollId = poll, Code = code, Card = BallotCards.New(), ProjectIds = { "bench" } };
            return new(asked) { Guessed = new CastBallotRequest(asked) { Code = await CodeOfAnotherPoll(polling, visit) } };
        },
        ["LookUpCard"] = async visit =>
        {
            var (poll, code) = await Opened(polling, visit.Id);
            var cast = new CastBallotRequest
            {
                RequestId = NewId(), PollId = poll, Code = code, Card = BallotCards.New(), ProjectIds = { "bench" },
            };
            await polling.Public.CastBallotAsync(cast);
            return new(new LookUpCardRequest { PollId = poll, Card = cast.Card })
            {
                Guessed = new LookUpCardRequest { PollId = poll, Card = BallotCards.New() },
            };
        },
        ["ImportBallots"] = async visit =>
        {
            await polling.Service.Deliver(polling.Paper() with { RoundId = visit.Id, ImportedFrom = "A published election" });
            await polling.Open(visit.Id);
            var ballot = new ImportedBallot { VoterId = "1", ProjectIds = { "bench" } };
            return new(new ImportBallotsRequest { RequestId = NewId(), PollId = visit.Id, AreaCode = Elm, Ballots = { ballot } });
        },
        ["OpenPaperBatch"] = async visit => new(Envelopes((await Opened(polling, visit.Id)).PollId)),
        ["KeyPaperBallot"] = async visit =>
        {
            var batch = await Batch(polling, visit.Id);
            await polling.Grace.KeyPaperBallotAsync(new(Keyed(batch)) { RequestId = NewId() });
            return new(Keyed(batch));
        },
        ["CastPaperBatch"] = async visit =>
        {
            var batch = await Batch(polling, visit.Id);
            await polling.Grace.KeyPaperBallotAsync(new(Keyed(batch)) { RequestId = NewId() });
            await new Client(polling.Service.As(People.Noor)).KeyPaperBallotAsync(new(Keyed(batch)) { RequestId = NewId() });
            return new(new CastPaperBatchRequest { PollId = visit.Id, BatchId = batch.BatchId });
        },
        ["GetPaperBatch"] = async visit =>
            new(new GetPaperBatchRequest { PollId = visit.Id, BatchId = (await Batch(polling, visit.Id)).BatchId }),
        ["ListPaperBatches"] = async visit => new(new ListPaperBatchesRequest { PollId = (await Batch(polling, visit.Id)).PollId }),
        ["DeclareResult"] = async visit =>
        {
            await Opened(polling, visit.Id);
            return new(new DeclareResultRequest { PollId = (await polling.Close(visit.Id)).PollId });
        },
        ["ShowObservers"] = async visit =>
        {
            await Opened(polling, visit.Id);
            await polling.Close(visit.Id);
            await polling.Declare(visit.Id);
            return new(new ShowObserversRequest { PollId = visit.Id, Observers = { "Ada Hill", "Ben Moss" } });
        },
    };

    private static async Task<string> Poll(Polling polling, string pollId)
    {
        await polling.Service.Deliver(polling.Paper() with { RoundId = pollId });
        return pollId;
    }

    // For both areas of the poll.
    private static ImportRollRequest Roll(string pollId) => new()
    {
        RequestId = NewId(), PollId = pollId, Csv = ByteString.CopyFromUtf8(Csv([$"V1,{Elm}", $"V2,{Elm}", $"V3,{Oak}"])),
    };

    private static async Task<string> WithRoll(Polling polling, string pollId)
    {
        await polling.Grace.ImportRoll().Send([Roll(await Poll(polling, pollId))]);
        return pollId;
    }

    private static AskForLettersRequest Letters(string pollId) =>
        new() { PollId = pollId, AreaCode = Elm, Reason = "The letters are printed." };

    private static async Task<LetterExport> Asked(Polling polling, string pollId) =>
        await polling.Grace.AskForLettersAsync(new(Letters(await WithRoll(polling, pollId))) { RequestId = NewId() });

    /// <summary>An open poll, and the code of its first voter.</summary>
    private static async Task<(string PollId, string Code)> Opened(Polling polling, string pollId)
    {
        var asked = await Asked(polling, pollId);
        var letters = await LetterCodes.Take(polling.Grace, polling.Femi, asked);
        await polling.Open(pollId);
        return (pollId, letters[0].Code);
    }

    private static async Task<string> CodeOfAnotherPoll(Polling polling, Visit visit) => (await Opened(polling, $"{visit.Id}-other")).Code;

    private static async Task<AskForExtensionRequest> Longer(Polling polling, string pollId)
    {
        await Opened(polling, pollId);
        var closes = (await polling.Get(pollId)).CloseTime.ToDateTimeOffset();
        return new()
        {
            PollId = pollId, CloseTime = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(closes.AddDays(1)),
            Reason = "The post is late.",
        };
    }

    private static OpenRegistrationRequest Registration(string pollId) => new()
    {
        PollId = pollId, Terms = new() { MostVoters = 1_000, MostAtAddress = 1, MostFromSource = 20 },
    };

    private static async Task<DecideRegistrationRequest> Waiting(Polling polling, string pollId)
    {
        await polling.Grace.OpenRegistrationAsync(new(Registration(await Poll(polling, pollId))) { RequestId = NewId() });
        foreach (var person in (string[])["one", "another"])
        {
            await new Client(polling.Service.As(People.Resident(person))).RegisterAsync(
                new() { RequestId = NewId(), PollId = pollId, AreaCode = Elm, Address = "14 Elm Street", IsOldEnough = true });
        }

        var waiting = (await polling.Grace.ListRegistrationsAsync(new() { PollId = pollId })).Registrations.Single();
        return new() { PollId = pollId, RegistrationId = waiting.RegistrationId, Admit = true };
    }

    private static OpenPaperBatchRequest Envelopes(string pollId) =>
        new() { PollId = pollId, AreaCode = Elm, NoMoreComing = true, VoterIds = { "V2" } };

    private static async Task<PaperBatch> Batch(Polling polling, string pollId) =>
        await polling.Grace.OpenPaperBatchAsync(new(Envelopes((await Opened(polling, pollId)).PollId)) { RequestId = NewId() });

    private static KeyPaperBallotRequest Keyed(PaperBatch batch) => new()
    {
        PollId = batch.PollId, BatchId = batch.BatchId, Serial = batch.Ballots[0].Serial, ProjectIds = { "bench" },
    };
}
