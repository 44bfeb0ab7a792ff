using Participatory.Platform.Calls;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Walks;
using Participatory.Voting.V1;
using Contract = Participatory.Voting.V1.VotingService;

namespace Participatory.Tests.Service.Voting;

/// <summary>What an imported ballot may hold, of which faults are told by number: one less than the limit, as much, one more.</summary>
public sealed class AtTheNumberTests
{
    [Theory, EveryDatabase]
    public async Task An_imported_ballot_takes_as_much_as_its_limits_and_refuses_one_more(string engine)
    {
        await using var polling = await Polling.WithPoll(engine, paper => paper with { ImportedFrom = "Warsaw 2020" });
        await polling.Open();
        foreach (var (name, least, reason, ballots) in Limits())
        {
            for (var at = least - 1; at <= least + 1; at++)
            {
                var request = new ImportBallotsRequest { RequestId = Polling.NewId(), PollId = Polling.PollId, AreaCode = Polling.Elm };
                request.Ballots.AddRange(ballots(at));
                var failure = await AnyCall.Try(
                    polling.Service.As(People.Grace), Contract.Descriptor.FindMethodByName("ImportBallots"), request);
                var reasons = AnyCall.Faults(failure).Select(fault => fault.Reason).Distinct();
                Assert.True(reasons.Contains(reason) == at > least, $"{at} of {name}: {string.Join(' ', reasons)}");
            }
        }
    }

    private static IEnumerable<(string Name, int Most, string Reason, Func<int, IEnumerable<ImportedBallot>> Ballots)> Limits()
    {
        yield return ("voter_id", FieldLimits.LengthOf(ImportedBallot.Descriptor, "voter_id"), "BALLOT_VOTER_ID_WRONG",
            length => [new() { VoterId = new string('v', length), ProjectIds = { "bench" } }]);
        yield return ("project_ids", FieldLimits.CountOf(ImportedBallot.Descriptor, "project_ids"), "BALLOT_NAMES_TOO_MANY",
            count => [new() { VoterId = $"n{count}", ProjectIds = { Enumerable.Range(0, count).Select(at => $"p{at}") } }]);
        yield return ("ballots", FieldLimits.CountOf(ImportBallotsRequest.Descriptor, "ballots"), "BALLOTS_IN_MESSAGE_TOO_MANY",
            count => Enumerable.Range(0, count).Select(at => new ImportedBallot { VoterId = $"b{count}-{at}", ProjectIds = { "bench" } }));
    }
}
