using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Voting.Polls;
using Participatory.Voting.V1;

namespace Participatory.Voting.Results;

/// <summary>The declared result of a poll; before it is declared nobody gets anything.</summary>
internal sealed class GetResult(Database database)
{
    private static readonly Sql SelectResult = new("SELECT body FROM result WHERE poll_id = @pollId");

    public async Task<Result> Handle(GetResultRequest request, CancellationToken cancellation)
    {
        new Fields().Id("poll_id", request.PollId).Check();
        await using var session = await database.Read(cancellation);
        var poll = await PollRow.Load(session, request.PollId);
        var body = await session.One<byte[]>(SelectResult, new { pollId = request.PollId });
        return body is not null ? Result.Parser.ParseFrom(body) : throw NotDeclared(poll);
    }

    /// <summary>There is no result yet.</summary>
    internal static Refusal NotDeclared(PollRow poll) => new(
        poll.StateNow == PollState.Closed ? VotingReasons.ResultIsNear : VotingReasons.ResultNotDeclared, [("closes", poll.ClosesAt)]);
}
