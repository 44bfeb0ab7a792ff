using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using Participatory.Proposals.Voices;

namespace Participatory.Proposals.Finding;

/// <summary>Finds ideas of all rounds by their words, in the order that somebody wants, and rounds by their titles.</summary>
internal sealed class ListFoundEverywhere(Database database)
{
    /// <summary>Of how many rounds titles are looked at, the newest first: more than any council has held.</summary>
    internal const int MostRounds = 500;

    private const int MostFoundRounds = 20;

    private const string Listed = $$"""
            p.state <> 'WITHDRAWN' AND p.state IN (SELECT item FROM {texts @states} AS given)
            AND (@areaCode = '' OR p.area_code = @areaCode)
            AND (@phase = '' OR EXISTS (SELECT 1 FROM round stands WHERE stands.round_id = p.round_id AND stands.phase = @phase))
            AND NOT {{ListFoundProposals.IsHidden}}
            AND p.sequence IN (SELECT found.sequence FROM idea_word found WHERE found.word >= @least AND found.word <= @most)
            AND (@wholeWords = 0 OR p.sequence IN (
                SELECT held.sequence FROM idea_word held WHERE held.word IN (SELECT item FROM {texts @whole} AS given)
                GROUP BY held.sequence HAVING COUNT(*) = @wholeWords))

        """;

    // The places of a common word are many: they are read once, and counted on the way.
    private static readonly Sql Select = new($"""
        SELECT found.sequence, found.stands, found.total FROM (
            SELECT p.sequence, {ListFoundProposals.Rank} AS stands, COUNT(*) OVER () AS total FROM proposal p
            WHERE

        """ + Listed + """
        ) found
        WHERE found.stands > @after OR (found.stands = @after AND found.sequence > @afterSequence)
        ORDER BY found.stands, found.sequence
        """ + " {limit @limit}");

    private static readonly Sql Count = new("SELECT COUNT(*) FROM proposal p WHERE\n" + Listed);

    private static readonly Sql SelectRounds = new("SELECT round_id, title, phase FROM round ORDER BY sequence DESC {limit @limit}");

    private static readonly Sql CountNotIndexed = new("SELECT COUNT(*) FROM proposal WHERE words_read = 0");

    public async Task<ListFoundEverywhereResponse> Handle(ListFoundEverywhereRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Text("search", request).Code("area_code", request.AreaCode, required: false)
            .Require(request.Phase is >= Phase.Unspecified and <= Phase.Finished, "phase", Reasons.StateUnknown).Check();
        var (sought, states) = (SoughtWords.Of(request.Search), ProposalRow.WantedStates(request.States));
        var inOrder = request.Order != ProposalOrder.Nearest ? ListFoundProposals.InOrder(request.Order)
            : throw Refusal.At("order", ProposalsReasons.OrderUnknown);
        var phase = request.Phase == Phase.Unspecified ? "" : StateText.Of(request.Phase);
        var question = $"search {sought.Question}\n{request.AreaCode}\n{string.Join(',', states)}\n{phase}\n"
            + $"{inOrder} {(inOrder == ListFoundProposals.Shuffled ? request.Seed : 0)}";
        var page = Page.Of(request.PageSize, request.PageToken, question, PageKey.First, normal: 20, max: 100);
        await using var session = await database.Read(cancellation);
        var asked = new
        {
            states = Sql.List(states),
            areaCode = request.AreaCode,
            phase,
            least = sought.Least,
            most = sought.Most,
            whole = Sql.List(sought.Whole),
            wholeWords = sought.Whole.Count,
            inOrder,
            shuffle = VoiceRow.Shuffle(request.Seed),
            after = page.Sequence,
            afterSequence = ListFoundProposals.SequenceOf(page),
            limit = page.Count,
        };
        var rows = await session.Many<ListFoundProposals.FoundRow>(Select, asked);
        var shown = await ListFoundProposals.LoadMessages(session, [.. rows.Select(row => row.Sequence)], caller);
        var answer = new ListFoundEverywhereResponse
        {
            Total = (int)(rows.Count > 0 ? rows[0].Total : await session.One<long>(Count, asked)),
            Incomplete = await session.One<long>(CountNotIndexed) > 0,
        };
        answer.NextPageToken = page.Fill(
            answer.Proposals, rows, ListFoundProposals.KeyOf, row => shown.GetValueOrDefault(row.Sequence));
        if (request.PageToken.Length == 0)
        {
            answer.Rounds.AddRange(await LoadRounds(session, sought, request.AreaCode, phase));
        }

        return answer;
    }

    private static async Task<IEnumerable<FoundRound>> LoadRounds(Session session, SoughtWords sought, string areaCode, string phase)
    {
        var rounds = await session.Many<(string RoundId, string Title, string Phase)>(SelectRounds, new { limit = MostRounds });
        var found = rounds.Where(round => sought.IsIn(round.Title) && (phase.Length == 0 || round.Phase == phase)).ToList();
        if (areaCode.Length > 0)
        {
            var there = (await AreaRow.Load(session, found.Select(round => round.RoundId)))
                .Where(area => area.AreaCode == areaCode).Select(area => area.RoundId).ToHashSet(StringComparer.Ordinal);
            found = [.. found.Where(round => there.Contains(round.RoundId))];
        }

        return found.Take(MostFoundRounds).Select(round => new FoundRound { RoundId = round.RoundId, Title = round.Title });
    }
}
