using Participatory.Access.V1;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Clawbacks;

/// <summary>One clawback, or the clawbacks, newest first. What was approved is everybody's to see, and stays.</summary>
internal sealed class ReadClawbacks(Database database)
{
    // A round and all of them are two statements: a server that makes one plan for both looks at everything for a round.
    private const string Listed = """
        state IN (SELECT item FROM {texts @states} AS given)
            AND (proposed_at < @At OR (proposed_at = @At AND clawback_id < @Id))
        ORDER BY proposed_at DESC, clawback_id DESC {limit @count}
        """;

    private static readonly Sql SelectPage = new("SELECT " + ClawbackRow.Columns + " FROM clawback WHERE " + Listed);

    private static readonly Sql SelectPageOfRound = new(
        "SELECT " + ClawbackRow.Columns + " FROM clawback WHERE round_id = @RoundId AND " + Listed);

    public async Task<Clawback> Handle(GetClawbackRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("clawback_id", request.ClawbackId).Check();
        await using var session = await database.Read(cancellation);
        return (await ClawbackRow.Load(session, request.ClawbackId)).ToMessage(caller);
    }

    public async Task<ListClawbacksResponse> Handle(ListClawbacksRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId, required: false).Check();
        var states = StateText.Wanted(request.States);
        if (!caller.Is(Role.Officer) && !caller.Is(Role.Finance))
        {
            states = [.. states.Intersect([StateText.Of(ClawbackState.Approved)])];
        }

        var question = $"clawbacks of {request.RoundId} in {string.Join(',', states)}";
        var page = Page.Of(request.PageSize, request.PageToken, question, PageKey.Last, normal: 20, max: 100);
        if (states.Length == 0)
        {
            return new ListClawbacksResponse();
        }

        await using var session = await database.Read(cancellation);
        var found = await session.Many<ClawbackRow>(
            request.RoundId.Length == 0 ? SelectPage : SelectPageOfRound,
            new { request.RoundId, states = Sql.List(states), page.At, page.Id, count = page.Count });
        var answer = new ListClawbacksResponse();
        answer.NextPageToken = page.Fill(
            answer.Clawbacks, found, row => PageKey.Of(row.ProposedAt, row.ClawbackId), row => row.ToMessage(caller));
        return answer;
    }
}
