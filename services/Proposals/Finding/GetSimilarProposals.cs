using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Finding;

/// <summary>Shows what neighbours have written that is like what somebody writes. Nothing is kept of what was asked.</summary>
internal sealed class GetSimilarProposals(Database database)
{
    internal const int Most = 5;

    // Some of them are not for everybody.
    private const int Candidates = 4 * Most;

    private static readonly Sql SelectTotals = new("""
        SELECT total.word, SUM(total.ideas) AS ideas FROM word_total total
        WHERE total.word IN (SELECT item FROM {texts @words} AS given) AND total.ideas > 0
        GROUP BY total.word ORDER BY total.word
        """);

    // As many as the totals say, and those of ideas that came in meanwhile.
    private static readonly Sql SelectPlaces = new("""
        SELECT place.word, place.sequence, place.times, place.of_words FROM idea_word place
        WHERE place.word IN (SELECT item FROM {texts @words} AS given)
        ORDER BY place.sequence DESC {limit @limit}
        """);

    private static readonly Sql SelectLast = new("SELECT MAX(sequence) FROM proposal");

    public async Task<GetSimilarProposalsResponse> Handle(GetSimilarProposalsRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId).Text("title", request, required: false).Text("words", request, required: false)
            .Check();
        var words = IdeaTokens.Count(request.Title, request.Words).Keys;
        await using var session = await database.Read(cancellation);
        await RoundRow.Load(session, request.RoundId);
        var rarest = SimilarIdeas.Rarest(await session.Many<WordTotal>(SelectTotals, new { words = Sql.List(words) }));
        var answer = new GetSimilarProposalsResponse();
        if (rarest.Count == 0)
        {
            return answer;
        }

        var places = await session.Many<WordPlace>(
            SelectPlaces, new { words = Sql.List(rarest.Select(total => total.Word)), limit = 2 * SimilarIdeas.MostPlaces });
        var alike = SimilarIdeas.Rank(rarest, places, await session.One<long?>(SelectLast) ?? 0, Candidates);
        var shown = await ListFoundProposals.LoadMessages(session, alike, caller);
        answer.Proposals.AddRange(alike.Select(sequence => shown.GetValueOrDefault(sequence)).OfType<Proposal>()
            .Where(IsForEverybody).Take(Most));
        return answer;
    }

    // Nobody finds out what hidden words say by writing something like it, and an officer no more than that.
    private static bool IsForEverybody(Proposal proposal) =>
        proposal.Hiding is null && proposal.State != ProposalState.Withdrawn;
}
