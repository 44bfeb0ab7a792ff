using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;
using Participatory.Proposals.Voices;

namespace Participatory.Proposals.Themes;

/// <summary>Shows what people said that stands under a theme, in their own words: shuffled, so that nobody's words come first for all.
/// </summary>
internal sealed class ListThemeVoices(Database database)
{
    private static readonly Sql Select = new($$"""
        SELECT {{VoiceRow.Columns}} {{VoiceRow.From}} JOIN theme_quote q ON q.voice_id = v.voice_id
        WHERE q.theme_id = @themeId AND {{VoiceRow.IsPublic}}
            AND ({{VoiceRow.Shuffled}} > @after OR ({{VoiceRow.Shuffled}} = @after AND v.voice_id > @afterId))
        ORDER BY {{VoiceRow.Shuffled}}, v.voice_id {limit @limit}
        """);

    public async Task<ListThemeVoicesResponse> Handle(ListThemeVoicesRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("theme_id", request.ThemeId).Check();
        var page = Page.Of(
            request.PageSize, request.PageToken, $"voices of a theme {request.ThemeId}\n{request.Seed}", PageKey.First, normal: 50,
            max: 200);
        var shuffle = VoiceRow.Shuffle(request.Seed);
        await using var session = await database.Read(cancellation);
        var theme = await ThemeRow.Load(session, request.ThemeId, caller);
        var rows = await session.Many<VoiceRow>(
            Select, new { themeId = theme.ThemeId, shuffle, after = page.Sequence, afterId = page.Id, limit = page.Count });
        var answer = new ListThemeVoicesResponse();
        answer.NextPageToken = page.Fill(
            answer.Voices, rows, row => row.KeyIn(shuffle), row => row.ToMessage(row.IsBy(caller), seesAll: false));
        return answer;
    }
}
