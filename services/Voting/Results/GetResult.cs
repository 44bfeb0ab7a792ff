using Participatory.Platform.Calls;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Types.V1;
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
        var result = body is not null ? Result.Parser.ParseFrom(body) : throw NotDeclared(poll);
        Hide(result, await HiddenTitle.Load(session, request.PollId));
        return result;
    }

    // What was declared is kept as it was declared; its fingerprint has no titles.
    private static void Hide(Result result, IReadOnlyDictionary<string, Hiding> hidden)
    {
        foreach (var project in result.Contests.SelectMany(contest => contest.Projects))
        {
            if (hidden.TryGetValue(project.ProjectId, out var hiding))
            {
                (project.Title, project.Hiding) = ("", hiding);
            }
        }
    }

    /// <summary>There is no result yet.</summary>
    internal static Refusal NotDeclared(PollRow poll) =>
        new(poll.StateNow == PollState.Closed ? VotingReasons.ResultIsNear : VotingReasons.ResultNotDeclared, [("closes", poll.ClosesAt)]);
}
