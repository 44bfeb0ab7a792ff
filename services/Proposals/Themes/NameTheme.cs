using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using Participatory.Proposals.Voices;

namespace Participatory.Proposals.Themes;

/// <summary>An officer names what several people said, as an "I" statement with their voices under it.</summary>
internal sealed class NameTheme(Database database, TimeProvider clock)
{
    /// <summary>How many a round ever has: it is read with all of them.</summary>
    internal const int MostOfRound = 1_000;

    public async Task<Theme> Handle(NameThemeRequest request, Caller caller, CancellationToken cancellation)
    {
        var named = request.Theme ?? new Theme();
        new Fields().RequestId(request.RequestId).Require(request.Theme is not null, "theme", ProposalsReasons.ThemeMissing)
            .Id("theme.round_id", named.RoundId).Code("theme.area_code", named.AreaCode, required: false)
            .Theme("theme.", named, named.Statement, named.FewReason, named.VoiceIds, request.NotAnIStatementOnPurpose)
            .Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Theme.Parser) is { } before)
        {
            return before;
        }

        // Holding the round means that they are named one after the other.
        var round = await RoundRow.Lock(transaction, named.RoundId);
        var areas = await AreaRow.Load(transaction, [round.RoundId]);
        var earlier = await ThemeRow.LoadOfRound(transaction, round.RoundId);
        string[] quoted = [.. named.VoiceIds.Distinct(StringComparer.Ordinal)];
        var voices = await VoiceRow.LockPublic(transaction, quoted);
        var theme = Decide(named, round, areas, earlier.Count, voices, caller, clock.Now()) with
        {
            ThemeId = Guid.CreateVersion7().ToString(),
        };
        await theme.Add(transaction, quoted);
        var answer = await (await ThemeRow.Load(transaction, theme.ThemeId)).LoadMessage(transaction);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The theme, but for its number. Pure.</summary>
    /// <param name="earlier">How many the round has.</param>
    /// <param name="voices">Those that it quotes and everybody may read.</param>
    /// <exception cref="Refusal">The area is another's, the round is over or full, or something cannot be quoted.</exception>
    internal static ThemeRow Decide(
        Theme named, RoundRow round, IReadOnlyList<AreaRow> areas, int earlier, IReadOnlyCollection<VoiceRow> voices, Caller caller,
        DateTimeOffset now)
    {
        new Fields().Require(named.AreaCode.Length == 0 || areas.Any(area => area.AreaCode == named.AreaCode), "theme.area_code",
            ProposalsReasons.AreaNotInRound).Check();
        var theme = new ThemeRow
        {
            RoundId = round.RoundId,
            AreaCode = named.AreaCode.Length > 0 ? named.AreaCode : null,
            Statement = named.Statement,
            FewReason = named.VoiceIds.Distinct().Count() < ThemeFields.LeastVoices ? named.FewReason : "",
            NamedBy = caller.Signature(),
            NamedAt = now,
        };
        caller.MustActIn(theme.AreasOf(areas));
        Phases.CheckMakesSense(round.PhaseNow);
        theme.CheckQuotes("theme.", named.VoiceIds, voices);
        return earlier < MostOfRound ? theme : throw new Refusal(ProposalsReasons.ThemesFull, [("most", MostOfRound)]);
    }
}
