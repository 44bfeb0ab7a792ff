using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using Participatory.Proposals.Voices;

namespace Participatory.Proposals.Themes;

/// <summary>Shows the published themes of a round in the order in which they were named, each with some of its voices.</summary>
internal sealed class ListThemes(Database database)
{
    private const int MostVoicesEach = 10;

    private static readonly Sql Select = new($$"""
        SELECT {{ThemeRow.Columns}} FROM theme t
        WHERE t.round_id = @roundId AND t.published_at IS NOT NULL AND t.sequence > @after
            AND (@areaCode = '' OR t.area_code IS NULL OR t.area_code = @areaCode)
            AND (@voiceId = '' OR EXISTS (
                SELECT 1 FROM theme_quote WHERE theme_quote.theme_id = t.theme_id AND theme_quote.voice_id = @voiceId))
        ORDER BY t.sequence {limit @limit}
        """);

    private static readonly Sql SelectQuoted = new($$"""
        SELECT turns.theme_id, turns.voice_id FROM (
            SELECT q.theme_id, q.voice_id, ROW_NUMBER() OVER (PARTITION BY q.theme_id ORDER BY {{VoiceRow.Shuffled}}, v.voice_id) AS turn
            {{VoiceRow.From}} JOIN theme_quote q ON q.voice_id = v.voice_id
            WHERE q.theme_id IN (SELECT item FROM {texts @themeIds} AS given) AND {{VoiceRow.IsPublic}}) turns
        WHERE turns.turn <= @each ORDER BY turns.theme_id, turns.turn
        """);

    public async Task<ListThemesResponse> Handle(ListThemesRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId).Code("area_code", request.AreaCode, required: false)
            .Id("voice_id", request.VoiceId, required: false).Check();
        var each = Math.Clamp(request.VoicesEach, 0, MostVoicesEach);
        var page = Page.Of(
            request.PageSize, request.PageToken, $"themes {request.RoundId}\n{request.AreaCode}\n{request.VoiceId}", PageKey.First,
            normal: 20, max: 50);
        await using var session = await database.Read(cancellation);
        var round = await RoundRow.Load(session, request.RoundId);
        var rows = await session.Many<ThemeRow>(Select, new
        {
            roundId = round.RoundId, areaCode = request.AreaCode, voiceId = request.VoiceId, after = page.Sequence, limit = page.Count,
        });
        var quoted = each == 0 ? [] : await session.Many<QuotedRow>(SelectQuoted, new
        {
            themeIds = Sql.List(rows.Select(row => row.ThemeId)), each, shuffle = VoiceRow.Shuffle(request.Seed),
        });
        var voices = (await VoiceRow.LoadPublic(session, [.. quoted.Select(one => one.VoiceId).Distinct(StringComparer.Ordinal)]))
            .ToDictionary(voice => voice.VoiceId, voice => voice.ToMessage(voice.IsBy(caller), seesAll: false), StringComparer.Ordinal);
        var byTheme = quoted.ToLookup(one => one.ThemeId, one => one.VoiceId, StringComparer.Ordinal);
        var answer = new ListThemesResponse();
        answer.NextPageToken = page.Fill(answer.Themes, rows, row => PageKey.Of(row.Sequence), row =>
        {
            var theme = new ListedTheme { Theme = row.ToMessage() };
            theme.Voices.AddRange(byTheme[row.ThemeId].Where(voices.ContainsKey).Select(voiceId => voices[voiceId]));
            return theme;
        });
        return answer;
    }

    /// <summary>A voice under a theme.</summary>
    internal sealed record QuotedRow
    {
        public string ThemeId { get; init; } = "";
        public string VoiceId { get; init; } = "";
    }
}
