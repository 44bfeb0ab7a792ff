using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Priorities;

/// <summary>
/// Somebody chooses among the themes of an area, once. That they chose is kept beside their name, and what they chose is not: so nobody
/// can change it, or show it to them. For the same reason such a request leaves no answer under its request id.
/// </summary>
internal sealed class ChooseThemes(Database database, TimeProvider clock)
{
    private static readonly Sql InsertMark = new("""
        INSERT INTO choice_mark (round_id, area_code, chooser_subject)
        SELECT @RoundId, @AreaCode, @Subject
        WHERE NOT EXISTS (SELECT 1 FROM choice_mark {lock}
        WHERE round_id = @RoundId AND area_code = @AreaCode AND chooser_subject = @Subject)
        """);

    public async Task<ChooseThemesResponse> Handle(ChooseThemesRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId)
            .Id("round_id", request.RoundId)
            .Code("area_code", request.AreaCode)
            .Themes(request, request.ThemeIds)
            .Check();
        await using var transaction = await database.Begin(cancellation);
        var choice = await ThemeChoiceRow.LockOrNull(transaction, request.RoundId, request.AreaCode)
            ?? throw new Refusal(ProposalsReasons.ChoiceNotFound);
        if (await transaction.Execute(InsertMark, new { choice.RoundId, choice.AreaCode, caller.Subject }) == 0)
        {
            return new ChooseThemesResponse { KnownBefore = true };
        }

        var round = await RoundRow.Load(transaction, choice.RoundId);
        var themes = await ChoiceThemeRow.Load(transaction, choice.RoundId, [choice.AreaCode]);
        await SealedChoice.Add(transaction, choice, Decide(request, choice, themes, round.PhaseNow, clock.Now()));
        await transaction.Commit();
        return new ChooseThemesResponse();
    }

    /// <summary>The positions of what was chosen. Pure.</summary>
    /// <exception cref="Refusal">Nobody chooses now, or a theme is not among them.</exception>
    internal static IReadOnlyList<int> Decide(
        ChooseThemesRequest request, ThemeChoiceRow choice, IReadOnlyList<ChoiceThemeRow> themes, Phase phase, DateTimeOffset now) =>
        choice.TakesChoices(phase, now)
            ? ThemeFields.MustBeOf(themes, request.ThemeIds)
            : throw new Refusal(ProposalsReasons.ChoiceIsOver);
}
