using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Voting.Mixing;
using Participatory.Voting.Polls;
using Participatory.Voting.V1;

namespace Participatory.Voting.Ballots;

/// <summary>The ballot of whoever holds its card.</summary>
internal sealed class LookUpCard(Database database, BallotPapers papers, MixKeys keys)
{
    private static readonly Sql SelectBallot = new("""
        SELECT ballot_key, area_code, choices, version, salt, request_hash, sealed_promise FROM ballot
        WHERE poll_id = @pollId AND ballot_key = @ballotKey
        """);

    public async Task<LookUpCardResponse> Handle(LookUpCardRequest request, CancellationToken cancellation)
    {
        var card = BallotCard.Read(request.Card, out var complaint);
        new Fields().Id("poll_id", request.PollId).Require(card is not null, "card", complaint).Check();

        await using var session = await database.Read(cancellation);
        var poll = await PollRow.Load(session, request.PollId);
        var ballot = await Load(session, request.PollId, card!.Value) ?? throw CastRules.CardUnknown();
        var paper = (await papers.Load(session, poll))[ballot.AreaCode];
        var (positions, points) = Choices.Parse(ballot.Choices);
        var committed = Commitment.HashOf(ballot.Salt, Choices.InCommitment(paper, ballot.Choices, poll.Ballots()));
        var answer = new LookUpCardResponse
        {
            AreaCode = ballot.AreaCode,
            Version = ballot.Version,
            TrackingCode = Commitment.TrackingCode(
                new Commitment(poll.PollId, ballot.AreaCode, ballot.BallotKey, ballot.Version, committed).Leaf()),
        };
        answer.ProjectIds.AddRange(positions.Select(position => paper.Projects[position].ProjectId));
        answer.Points.AddRange(points);
        return answer;
    }

    // It may be mixed between these questions. Then the second answer to the first one differs, and all is asked again.
    private async Task<BallotRow?> Load(Session session, string pollId, BallotCard card)
    {
        var ballotKey = card.KeyIn(pollId);
        for (var mixed = await session.One<BallotRow>(SelectBallot, new { pollId, ballotKey }); ;)
        {
            var waiting = await SealedVersion.LoadIfThere(session, keys, pollId, card, mixed?.Version ?? 0);
            var now = await session.One<BallotRow>(SelectBallot, new { pollId, ballotKey });
            if (now?.Version == mixed?.Version && waiting is not null)
            {
                return waiting.Count > 0 ? waiting[^1].ToBallot() : now;
            }

            mixed = now;
        }
    }
}
