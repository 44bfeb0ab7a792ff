using Participatory.Contracts.Proposals;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Rounds;

/// <summary>An officer corrects the description of a round or the names of its areas, and says why.</summary>
internal sealed class CorrectRound(Database database, TimeProvider clock)
{
    private static readonly int MaxAreas = FieldLimits.CountOf(CorrectRoundRequest.Descriptor, "areas");

    private static readonly Sql UpdateDescription = new("UPDATE round SET description = @Description WHERE round_id = @RoundId");

    private static readonly Sql UpdateName = new("UPDATE area SET name = @Name WHERE round_id = @RoundId AND area_code = @AreaCode");

    public async Task<Round> Handle(CorrectRoundRequest request, Caller caller, CancellationToken cancellation)
    {
        Check(request);
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Round.Parser) is { } before)
        {
            return before;
        }

        var round = await RoundRow.Lock(transaction, request.RoundId);
        var areas = await AreaRow.Load(transaction, [round.RoundId]);
        var earlier = await WordsChangeRow.Load(transaction, [round.RoundId]);
        var changes = Decide(round, areas, request, earlier, caller, clock.Now());
        await transaction.Execute(UpdateDescription, request);
        foreach (var change in changes)
        {
            await change.Record(transaction);
        }

        var renamed = request.Areas.Where(area => changes.Any(change => change.AreaCode == area.AreaCode)).ToList();
        foreach (var area in renamed)
        {
            await transaction.Execute(UpdateName, new { request.RoundId, area.AreaCode, area.Name });
        }

        if (renamed.Count > 0)
        {
            await transaction.Publish(new AreasRenamed(
                round.RoundId, changes[0].Number, [.. renamed.Select(area => new RoundArea(area.AreaCode, area.Name))]));
        }

        var answer = await RoundView.Load(transaction, round.RoundId);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>What is corrected, as it stays on record.</summary>
    /// <param name="earlier">What was corrected before, oldest first.</param>
    /// <exception cref="Refusal">Some areas are others', an area is not in the round, its name stands on the paper, nothing changes, or it
    /// changed too often.</exception>
    internal static IReadOnlyList<WordsChangeRow> Decide(
        RoundRow round, IReadOnlyList<AreaRow> areas, CorrectRoundRequest request, IReadOnlyList<WordsChangeRow> earlier, Caller caller,
        DateTimeOffset now)
    {
        caller.MustActIn(areas.Select(area => area.AreaCode));
        RoundChanges.CheckRoom(earlier.SelectMany(change => new[] { change.Was, change.Reason }));
        var number = (earlier.Count > 0 ? earlier[^1].Number : 0) + 1;
        var fields = new Fields();
        List<WordsChangeRow> changes = [];
        if (request.Description != round.Description)
        {
            changes.Add(Was("", round.Description));
        }

        foreach (var (at, asked) in request.Areas.Index())
        {
            var area = areas.FirstOrDefault(area => area.AreaCode == asked.AreaCode);
            fields.Require(area is not null, $"areas[{at}].area_code", ProposalsReasons.AreaNotInRound);
            if (area is not null && area.Name != asked.Name)
            {
                fields.Require(round.PhaseNow < Phase.Balloting, $"areas[{at}].name", ProposalsReasons.NamesOnPaper);
                changes.Add(Was(area.AreaCode, area.Name));
            }
        }

        fields.Check();
        return changes.Count > 0 ? changes : throw new Refusal(ProposalsReasons.NothingCorrected, field: "description");

        WordsChangeRow Was(string areaCode, string words) => new()
        {
            RoundId = round.RoundId, Number = number, AreaCode = areaCode, Was = words, DecidedAt = now,
            DecidedBy = caller.Signature(), Reason = request.Reason,
        };
    }

    private static void Check(CorrectRoundRequest request)
    {
        var fields = new Fields().RequestId(request.RequestId).Id("round_id", request.RoundId)
            .Text("description", request, required: false).Text("reason", request)
            .Require(request.Areas.Count <= MaxAreas, "areas", ProposalsReasons.AreasTooMany, ("most", MaxAreas));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (at, area) in request.Areas.Take(MaxAreas).Index())
        {
            fields.Code($"areas[{at}].area_code", area.AreaCode)
                .Require(seen.Add(area.AreaCode), $"areas[{at}].area_code", ProposalsReasons.AreaTwice, ("area", area.AreaCode))
                .Text($"areas[{at}].name", area);
        }

        fields.Check();
    }
}
