using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.Themes;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Priorities;

/// <summary>An officer writes down which themes a group that met has chosen.</summary>
internal sealed class RecordDecision(Database database, TimeProvider clock)
{
    public async Task<ThemeChoice> Handle(RecordDecisionRequest request, Caller caller, CancellationToken cancellation)
    {
        var now = clock.Now();
        new Fields().RequestId(request.RequestId)
            .Id("round_id", request.RoundId)
            .Code("area_code", request.AreaCode)
            .Themes(request, request.ThemeIds)
            .Number("people", request, ProposalsReasons.PeopleWrong, least: 1)
            .Text("place", request)
            .Text("met", request)
            .AnswerDay(request.AnswerTime, now)
            .Text("answer_role", request)
            .Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, ThemeChoice.Parser) is { } before)
        {
            return before;
        }

        var (round, areas, themes, earlier) = await ChoosableThemes.Lock(transaction, request.RoundId, request.AreaCode);
        var (decided, all, inOrder) = Decide(request, round, areas, themes, earlier, caller, now);
        await decided.Add(transaction, earlier);
        await ChoiceThemeRow.Add(transaction, all);
        await PriorityRow.Keep(transaction, decided, inOrder);
        var answer = await ListChoices.Load(transaction, decided, round.PhaseNow, now);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The decision as it is kept, every theme with what became of it, and the priorities in their order. Pure.</summary>
    /// <param name="themes">Every theme of the round.</param>
    /// <param name="earlier">The choice that the area has; null where it has none.</param>
    /// <exception cref="Refusal">The area is another's, it has chosen or chooses, it is too late, or a theme is none of its.</exception>
    internal static (ThemeChoiceRow Decided, IReadOnlyList<ChoiceThemeRow> All, IReadOnlyList<ChoiceThemeRow> InOrder) Decide(
        RecordDecisionRequest request, RoundRow round, IEnumerable<AreaRow> areas, IEnumerable<ThemeRow> themes, ThemeChoiceRow? earlier,
        Caller caller, DateTimeOffset now)
    {
        var known = ChoosableThemes.ToChooseFrom(round, areas, request.AreaCode, themes, earlier, caller);
        ThemeFields.MustBeOf(known, request.ThemeIds);
        List<ChoiceThemeRow> all =
        [
            .. known.Select(theme => theme with
            {
                Outcome = StateText.Of(
                    request.ThemeIds.Contains(theme.ThemeId) ? ThemeOutcome.Priority : ThemeOutcome.NotNamed),
            }),
        ];
        var row = new ThemeChoiceRow
        {
            RoundId = round.RoundId,
            AreaCode = request.AreaCode,
            State = StateText.Of(ThemeChoiceState.Decided),
            Way = StateText.Of(ThemeChoiceWay.Assembly),
            Places = request.ThemeIds.Count,
            OpenedBy = caller.Signature(),
            OpenedAt = now,
            People = request.People,
            MetWhere = request.Place,
            MetWhen = request.Met,
            AnswerAt = Instants.Read(request.AnswerTime)!.Value,
            AnswerRole = request.AnswerRole,
            DecidedAt = now,
        };
        return (row, all, [.. request.ThemeIds.Select(id => all.Single(theme => theme.ThemeId == id))]);
    }
}
