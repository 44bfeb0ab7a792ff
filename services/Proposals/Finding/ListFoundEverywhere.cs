using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Finding;

/// <summary>Finds ideas of all rounds by their words, the newest first, and rounds by their titles.</summary>
internal sealed class ListFoundEverywhere(Database database)
{
    /// <summary>Of how many rounds titles are looked at, the newest first: more than any council has held.</summary>
    internal const int MostRounds = 500;

    private const int MostFoundRounds = 20;

    private static readonly Sql Select = new($$"""
        SELECT p.sequence FROM proposal p
        WHERE p.sequence < @before AND p.state <> 'WITHDRAWN' AND NOT {{ListFoundProposals.IsHidden}}
            AND p.sequence IN (SELECT found.sequence FROM idea_word found WHERE found.word >= @least AND found.word <= @most)
            AND (@wholeWords = 0 OR p.sequence IN (
                SELECT held.sequence FROM idea_word held WHERE held.word IN (SELECT item FROM {texts @whole} AS given)
                GROUP BY held.sequence HAVING COUNT(*) = @wholeWords))
        ORDER BY p.sequence DESC {limit @limit}
        """);

    private static readonly Sql SelectRounds = new("SELECT round_id, title FROM round ORDER BY sequence DESC {limit @limit}");

    private static readonly Sql CountNotIndexed = new("SELECT COUNT(*) FROM proposal WHERE words_read = 0");

    public async Task<ListFoundEverywhereResponse> Handle(ListFoundEverywhereRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Text("search", request).Check();
        var sought = SoughtWords.Of(request.Search);
        var page = Page.Of(request.PageSize, request.PageToken, $"search {sought.Question}", PageKey.Last, normal: 20, max: 100);
        await using var session = await database.Read(cancellation);
        var sequences = await session.Many<long>(Select, new
        {
            before = page.Sequence, least = sought.Least, most = sought.Most, whole = Sql.List(sought.Whole),
            wholeWords = sought.Whole.Count, limit = page.Count,
        });
        var shown = await ListFoundProposals.LoadMessages(session, sequences, caller);
        var answer = new ListFoundEverywhereResponse { Incomplete = await session.One<long>(CountNotIndexed) > 0 };
        answer.NextPageToken = page.Fill(
            answer.Proposals, sequences, sequence => PageKey.Of(sequence), sequence => shown.GetValueOrDefault(sequence));
        if (request.PageToken.Length == 0)
        {
            var rounds = await session.Many<(string RoundId, string Title)>(SelectRounds, new { limit = MostRounds });
            answer.Rounds.AddRange(rounds.Where(round => sought.IsIn(round.Title)).Take(MostFoundRounds)
                .Select(round => new FoundRound { RoundId = round.RoundId, Title = round.Title }));
        }

        return answer;
    }
}
