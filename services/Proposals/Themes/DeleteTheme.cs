using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Themes;

/// <summary>An officer deletes a theme that nobody else has read.</summary>
internal sealed class DeleteTheme(Database database)
{
    public async Task<DeleteThemeResponse> Handle(DeleteThemeRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("theme_id", request.ThemeId).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, DeleteThemeResponse.Parser) is { } before)
        {
            return before;
        }

        var theme = await ThemeRow.Lock(transaction, request.ThemeId);
        await Decide(theme, await AreaRow.Load(transaction, [theme.RoundId]), caller).Delete(transaction);
        var answer = new DeleteThemeResponse();
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>What goes. Pure.</summary>
    /// <exception cref="Refusal">It is of others, or published.</exception>
    internal static ThemeRow Decide(ThemeRow theme, IEnumerable<AreaRow> areas, Caller caller)
    {
        caller.MustActIn(theme.AreasOf(areas));
        return theme.PublishedAt is null ? theme : throw new Refusal(ProposalsReasons.ThemeIsPublished);
    }
}
