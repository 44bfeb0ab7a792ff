using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Voices;

/// <summary>
/// Shows what everybody may read, and an officer no more than that: shuffled, so that nobody's words come first for all, or the latest
/// first.
/// </summary>
internal sealed class ListVoices(Database database)
{
    // Nobody finds out what hidden words say by searching for them.
    private const string Listed = """
        WHERE v.round_id = @roundId AND v.audience IN ('WITH_NAME', 'WITHOUT_NAME')
            AND (@questionId = '' OR v.question_id = @questionId)
            AND (@areaCode = '' OR v.area_code = @areaCode)
            AND (@searches = 0 OR ((hid.state IS NULL OR hid.state IN ('SHOWN', 'SHOWN_AGAIN')) AND NOT EXISTS (
                SELECT 1 FROM {texts @patterns} AS given WHERE v.sought NOT LIKE given.item ESCAPE '\')))

        """;

    // A prime, so that the product is another place for each place. Of two in one place the number decides.
    private const string Shuffled = "(v.place * @shuffle) % 2147483647";

    private static readonly Sql Select = new($"SELECT {VoiceRow.Columns} {VoiceRow.From}\n" + Listed + $"""
            AND ({Shuffled} > @after OR ({Shuffled} = @after AND v.voice_id > @afterId))
        ORDER BY {Shuffled}, v.voice_id
        """ + " {limit @limit}");

    private static readonly Sql SelectLatest = new($"SELECT {VoiceRow.Columns} {VoiceRow.From}\n" + Listed + """
            AND (v.said_at < @after OR (v.said_at = @after AND v.voice_id < @afterId))
        ORDER BY v.said_at DESC, v.voice_id DESC {limit @limit}
        """);

    private static readonly Sql Count = new($"SELECT COUNT(*) {VoiceRow.From}\n" + Listed);

    public async Task<ListVoicesResponse> Handle(ListVoicesRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId).Id("question_id", request.QuestionId, required: false)
            .Code("area_code", request.AreaCode, required: false).Text("search", request, required: false).Check();
        var (patterns, latest) = (VoiceFields.Patterns(request.Search), request.LatestFirst);
        var question = $"voices {request.RoundId}\n{request.QuestionId}\n{request.AreaCode}\n{string.Join('\n', patterns)}\n"
            + (latest ? "latest" : $"{request.Seed}");
        var page = Page.Of(request.PageSize, request.PageToken, question, latest ? PageKey.Last : PageKey.First, normal: 50, max: 200);
        await using var session = await database.Read(cancellation);
        await RoundRow.Load(session, request.RoundId);
        var asked = new
        {
            roundId = request.RoundId,
            questionId = request.QuestionId,
            areaCode = request.AreaCode,
            searches = patterns.Count > 0 ? 1 : 0,
            patterns = Sql.List(patterns),
            shuffle = VoiceRow.Shuffle(request.Seed),
            after = page.Sequence,
            afterId = page.Id,
            limit = page.Count,
        };
        var rows = await session.Many<VoiceRow>(latest ? SelectLatest : Select, asked);
        var answer = new ListVoicesResponse();
        if (request.WithTotal)
        {
            answer.Total = (int)await session.One<long>(Count, asked);
        }

        answer.NextPageToken = page.Fill(
            answer.Voices, rows,
            row => latest ? PageKey.Of(row.SaidAt, row.VoiceId) : new PageKey(row.Place * asked.shuffle % VoiceRow.Places, row.VoiceId),
            row => row.ToMessage(row.IsBy(caller), seesAll: false));
        return answer;
    }
}
