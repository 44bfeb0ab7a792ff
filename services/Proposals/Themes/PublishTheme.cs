using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using Participatory.Proposals.Voices;

namespace Participatory.Proposals.Themes;

/// <summary>An officer publishes a theme: everybody reads it, and it stays as it is.</summary>
internal sealed class PublishTheme(Database database, TimeProvider clock)
{
    public async Task<Theme> Handle(PublishThemeRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("theme_id", request.ThemeId).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Theme.Parser) is { } before)
        {
            return before;
        }

        var theme = await ThemeRow.Lock(transaction, request.ThemeId);
        var round = await RoundRow.Load(transaction, theme.RoundId);
        // None of its voices is taken back before it is out.
        var voices = await VoiceRow.LockPublic(transaction, await theme.LoadQuotes(transaction));
        if (Decide(theme, round, await AreaRow.Load(transaction, [round.RoundId]), voices.Count, caller, clock.Now()) is { } published)
        {
            await published.Publish(transaction);
        }

        var answer = await (await ThemeRow.Load(transaction, theme.ThemeId)).LoadMessage(transaction);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The theme as it is published; null where it is. Pure.</summary>
    /// <param name="voices">How many everybody may read.</param>
    /// <exception cref="Refusal">It is of others, the round is over, or too few voices are left.</exception>
    internal static ThemeRow? Decide(
        ThemeRow theme, RoundRow round, IEnumerable<AreaRow> areas, int voices, Caller caller, DateTimeOffset now)
    {
        caller.MustActIn(theme.AreasOf(areas));
        if (theme.PublishedAt is not null)
        {
            return null;
        }

        Phases.CheckMakesSense(round.PhaseNow);
        if (voices == 0)
        {
            throw new Refusal(ProposalsReasons.ThemeHasNoVoices);
        }

        return ThemeFields.IsFew(voices, theme.FewReason)
            ? throw new Refusal(ProposalsReasons.ThemeHasFewVoices, [("least", ThemeFields.LeastVoices)])
            : theme with { PublishedAt = now, PublishedBy = caller.Signature(), Quoted = voices };
    }
}
