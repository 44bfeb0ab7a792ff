using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using Participatory.Proposals.Voices;

namespace Participatory.Proposals.Themes;

/// <summary>Shows what people said that stands under no theme, so that nothing is lost between themes.</summary>
internal sealed class ListVoicesWithoutTheme(Database database)
{
    private const string Listed = $"""
        WHERE v.round_id = @roundId AND (@areaCode = '' OR v.area_code = @areaCode) AND {VoiceRow.IsPublic}
            AND NOT EXISTS (SELECT 1 FROM theme_quote q JOIN theme t ON t.theme_id = q.theme_id
                WHERE q.voice_id = v.voice_id AND t.published_at IS NOT NULL)

        """;

    private static readonly Sql Select = new($"SELECT {VoiceRow.Columns} {VoiceRow.From}\n" + Listed + $"""
            AND ({VoiceRow.Shuffled} > @after OR ({VoiceRow.Shuffled} = @after AND v.voice_id > @afterId))
        ORDER BY {VoiceRow.Shuffled}, v.voice_id
        """ + " {limit @limit}");

    private static readonly Sql Count = new($"SELECT COUNT(*) {VoiceRow.From}\n" + Listed);

    public async Task<ListVoicesWithoutThemeResponse> Handle(
        ListVoicesWithoutThemeRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId).Code("area_code", request.AreaCode, required: false).Check();
        var page = Page.Of(
            request.PageSize, request.PageToken, $"voices without a theme {request.RoundId}\n{request.AreaCode}\n{request.Seed}",
            PageKey.First, normal: 50, max: 200);
        await using var session = await database.Read(cancellation);
        var round = await RoundRow.Load(session, request.RoundId);
        var asked = new
        {
            roundId = round.RoundId,
            areaCode = request.AreaCode,
            shuffle = VoiceRow.Shuffle(request.Seed),
            after = page.Sequence,
            afterId = page.Id,
            limit = page.Count,
        };
        var rows = await session.Many<VoiceRow>(Select, asked);
        var answer = new ListVoicesWithoutThemeResponse { Total = (int)await session.One<long>(Count, asked) };
        answer.NextPageToken = page.Fill(
            answer.Voices, rows, row => row.KeyIn(asked.shuffle), row => row.ToMessage(row.IsBy(caller), seesAll: false));
        return answer;
    }
}
