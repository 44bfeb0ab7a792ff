using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Priorities;

/// <summary>Shows how the areas of a round come to their priorities. While people choose it says of nothing how many chose it.</summary>
internal sealed class ListChoices(Database database, TimeProvider clock)
{
    private static readonly Sql Select = new($$"""
        SELECT {{ThemeChoiceRow.Columns}}, CASE WHEN mark.chooser_subject IS NULL THEN 0 ELSE 1 END AS chosen_by_me
        FROM theme_choice c
        LEFT JOIN choice_mark mark ON mark.round_id = c.round_id AND mark.area_code = c.area_code AND mark.chooser_subject = @subject
        WHERE c.round_id = @roundId AND (@areaCode = '' OR c.area_code = @areaCode) AND c.area_code > @after
        ORDER BY c.area_code {limit @limit}
        """);

    public async Task<ListChoicesResponse> Handle(ListChoicesRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId).Code("area_code", request.AreaCode, required: false).Check();
        var page = Page.Of(
            request.PageSize, request.PageToken, $"choices {request.RoundId}\n{request.AreaCode}", PageKey.First, normal: 20, max: 50);
        await using var session = await database.Read(cancellation);
        var round = await RoundRow.Load(session, request.RoundId);
        var rows = await session.Many<ThemeChoiceRow>(Select, new
        {
            roundId = round.RoundId, areaCode = request.AreaCode, after = page.Id, limit = page.Count, subject = caller.Subject,
        });
        var areas = rows.Select(row => row.AreaCode).ToList();
        var themes = (await ChoiceThemeRow.Load(session, round.RoundId, areas)).ToLookup(theme => theme.AreaCode, StringComparer.Ordinal);
        var now = clock.GetUtcNow();
        var answer = new ListChoicesResponse();
        answer.NextPageToken = page.Fill(
            answer.Choices, rows, row => PageKey.Of(row.AreaCode), row => row.ToMessage(themes[row.AreaCode], round.PhaseNow, now));
        return answer;
    }

    /// <summary>A choice that was written just now.</summary>
    public static async Task<ThemeChoice> Load(Session session, ThemeChoiceRow choice, Phase phase, DateTimeOffset now) => choice.ToMessage(
        await ChoiceThemeRow.Load(session, choice.RoundId, [choice.AreaCode]), phase, now);
}
