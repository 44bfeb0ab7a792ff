using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Voting.Polls;
using Participatory.Voting.V1;

namespace Participatory.Voting.Ballots;

/// <summary>The ballot of whoever holds its card.</summary>
internal sealed class LookUpCard(Database database, BallotPapers papers)
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
        var ballot = await session.One<BallotRow>(
            SelectBallot, new { pollId = request.PollId, ballotKey = card!.Value.KeyIn(request.PollId) })
            ?? throw CastRules.CardUnknown();
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
}
