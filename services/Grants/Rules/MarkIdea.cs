using Participatory.Grants.Awards;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Rules;

/// <summary>
/// Says which ring-fences an idea counts towards, whatever its proposer said. Everybody can read it, with the officer's name,
/// before voting.
/// </summary>
internal sealed class MarkIdea(Database database, TimeProvider clock)
{
    private static readonly int MostMarks = FieldLimits.CountOf(MarkIdeaRequest.Descriptor, "marks");

    private static readonly Sql SelectArea = new("SELECT area_code FROM idea WHERE round_id = @RoundId AND project_id = @ProjectId");

    private static readonly Sql Delete = new("DELETE FROM idea_mark WHERE round_id = @RoundId AND project_id = @ProjectId");

    private static readonly Sql Insert = new("""
        INSERT INTO idea_mark (round_id, project_id, mark, marked_by, marked_as, marked_at)
        VALUES (@RoundId, @ProjectId, @mark, @Subject, @ShownAs, @now)
        """);

    public async Task<MoneyRules> Handle(MarkIdeaRequest request, Caller caller, CancellationToken cancellation)
    {
        var fields = new Fields()
            .RequestId(request.RequestId)
            .Id("round_id", request.RoundId)
            .Code("project_id", request.ProjectId)
            .Code("area_code", request.AreaCode)
            .Require(request.Marks.Count <= MostMarks, "marks", GrantsReasons.MarksTooMany, ("max", MostMarks));
        foreach (var (at, mark) in request.Marks.Index())
        {
            fields.Id($"marks[{at}]", mark);
        }

        fields.Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, MoneyRules.Parser) is { } before)
        {
            return before;
        }

        var now = clock.GetUtcNow();
        await MoneyRulesRow.Hold(transaction, request.RoundId);
        var area = await transaction.One<string>(SelectArea, new { request.RoundId, request.ProjectId }) ?? request.AreaCode;
        var round = await RoundTerms.LoadOrNull(transaction, request.RoundId);
        var marks = Decide(request, round, await MoneyRulesRow.LoadFences(transaction, request.RoundId), area, caller, now);
        await transaction.Execute(Delete, new { request.RoundId, request.ProjectId });
        foreach (var mark in marks)
        {
            await transaction.Execute(Insert, new { request.RoundId, request.ProjectId, mark, caller.Subject, caller.ShownAs, now });
        }

        var answer = await MoneyRulesRow.LoadMessage(transaction, request.RoundId, now);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The marks that the idea has from now on. That it counts for none is kept as well, so that nothing that comes late changes
    /// it.</summary>
    /// <exception cref="Refusal">Voting has begun, it is another area, or the round has no such ring-fence.</exception>
    internal static IReadOnlyList<string> Decide(
        MarkIdeaRequest request, RoundTerms? round, IReadOnlyList<Fence> fences, string area, Caller caller, DateTimeOffset now)
    {
        MoneyRulesRow.RefuseOnceVoting(round, now);
        if (!caller.MayActIn(area))
        {
            throw new Refusal(GrantsReasons.OtherArea, [("area", area)], "area_code");
        }

        new Fields()
            .Require(area == request.AreaCode, "area_code", GrantsReasons.IdeaOfOtherArea, ("area", area))
            .Require(request.Marks.All(mark => fences.Any(fence => fence.Mark == mark)), "marks", GrantsReasons.MarkUnknown)
            .Check();
        return [.. request.Marks.DefaultIfEmpty("").Distinct(StringComparer.Ordinal)];
    }
}
