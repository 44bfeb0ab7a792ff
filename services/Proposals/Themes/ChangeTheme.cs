using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using Participatory.Proposals.Voices;

namespace Participatory.Proposals.Themes;

/// <summary>An officer puts a theme right before anybody else reads it.</summary>
internal sealed class ChangeTheme(Database database)
{
    public async Task<Theme> Handle(ChangeThemeRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("theme_id", request.ThemeId)
            .Theme("", request, request.Statement, request.FewReason, request.VoiceIds, request.NotAnIStatementOnPurpose).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Theme.Parser) is { } before)
        {
            return before;
        }

        var theme = await ThemeRow.Lock(transaction, request.ThemeId);
        var round = await RoundRow.Load(transaction, theme.RoundId);
        string[] quoted = [.. request.VoiceIds.Distinct(StringComparer.Ordinal)];
        // Those that it no longer quotes are held as well, since whoever takes one back takes it from here.
        var voices = await VoiceRow.LockPublic(transaction, [.. quoted.Union(await theme.LoadQuotes(transaction))]);
        var changed = Decide(theme, round, await AreaRow.Load(transaction, [round.RoundId]), request, voices, caller);
        await changed.Change(transaction, quoted);
        var answer = await (await ThemeRow.Load(transaction, theme.ThemeId)).LoadMessage(transaction);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The theme as it becomes. Pure.</summary>
    /// <param name="voices">Those that it quotes and everybody may read.</param>
    /// <exception cref="Refusal">It is of others, it is published, the round is over, or something cannot be quoted.</exception>
    internal static ThemeRow Decide(
        ThemeRow theme, RoundRow round, IEnumerable<AreaRow> areas, ChangeThemeRequest request, IReadOnlyCollection<VoiceRow> voices,
        Caller caller)
    {
        caller.MustActIn(theme.AreasOf(areas));
        if (theme.PublishedAt is not null)
        {
            throw new Refusal(ProposalsReasons.ThemeIsPublished);
        }

        Phases.CheckMakesSense(round.PhaseNow);
        theme.CheckQuotes("", request.VoiceIds, voices);
        return theme with
        {
            Statement = request.Statement,
            FewReason = request.VoiceIds.Distinct().Count() < ThemeFields.LeastVoices ? request.FewReason : "",
        };
    }
}
