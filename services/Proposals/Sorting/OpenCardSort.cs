using System.Security.Cryptography;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using Participatory.Proposals.Voices;

namespace Participatory.Proposals.Sorting;

/// <summary>An officer puts the public voices of a round, or of an area, on cards that people sort.</summary>
internal sealed class OpenCardSort(Database database, TimeProvider clock)
{
    /// <summary>As many cards as somebody sorts in an evening; where there are more voices a lot draws.</summary>
    internal const int MostCards = 120;

    internal const int LeastCards = 2;

    /// <summary>How many a round ever has: one for each of its areas and as many again.</summary>
    internal const int MostOfRound = 1_000;

    private static readonly Sql SelectVoices = new($"""
        SELECT v.voice_id, v.question_id, v.area_code {VoiceRow.From}
        WHERE v.round_id = @roundId AND (@areaCode = '' OR v.area_code = @areaCode) AND {VoiceRow.IsPublic}
        """);

    public async Task<CardSort> Handle(OpenCardSortRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("round_id", request.RoundId)
            .Code("area_code", request.AreaCode, required: false).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, CardSort.Parser) is { } before)
        {
            return before;
        }

        // Holding the round means that they are opened one after the other.
        var round = await RoundRow.Lock(transaction, request.RoundId);
        var areas = await AreaRow.Load(transaction, [round.RoundId]);
        var earlier = await CardSortRow.LoadOfRound(transaction, round.RoundId);
        var voices = await transaction.Many<DrawnVoice>(SelectVoices, new { roundId = round.RoundId, areaCode = request.AreaCode });
        var seed = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
        var (sort, cards) = Decide(request, round, areas, earlier, voices, seed, caller, clock.Now());
        sort = sort with { SortId = Guid.CreateVersion7().ToString() };
        // What was taken back a moment ago is no card.
        var there = (await VoiceRow.LockPublic(transaction, cards)).Select(voice => voice.VoiceId).ToHashSet(StringComparer.Ordinal);
        await sort.Add(transaction, cards.Where(there.Contains));
        var answer = (await CardSortRow.Load(transaction, sort.SortId)).ToMessage();
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The card sort, but for its number, and its cards in their order. Pure.</summary>
    /// <param name="earlier">Every card sort of the round.</param>
    /// <param name="voices">What everybody may read there.</param>
    /// <exception cref="Refusal">The area is another's, the round is over, one is open, or there is nothing to sort.</exception>
    internal static (CardSortRow Sort, IReadOnlyList<string> Cards) Decide(
        OpenCardSortRequest request, RoundRow round, IReadOnlyList<AreaRow> areas, IReadOnlyList<CardSortRow> earlier,
        IReadOnlyList<DrawnVoice> voices, long seed, Caller caller, DateTimeOffset now)
    {
        new Fields().Require(request.AreaCode.Length == 0 || areas.Any(area => area.AreaCode == request.AreaCode), "area_code",
            ProposalsReasons.AreaNotInRound).Check();
        var sort = new CardSortRow
        {
            RoundId = round.RoundId,
            AreaCode = request.AreaCode.Length > 0 ? request.AreaCode : null,
            Voices = voices.Count,
            Seed = seed,
            OpenedBy = caller.Signature(),
            OpenedAt = now,
        };
        caller.MustActIn(sort.AreasOf(areas));
        Phases.CheckMakesSense(round.PhaseNow);
        if (earlier.Any(one => one.AreaCode == sort.AreaCode && one.ClosedAt is null))
        {
            throw new Refusal(ProposalsReasons.CardSortIsOpen);
        }

        if (voices.Count < LeastCards)
        {
            throw new Refusal(ProposalsReasons.CardsTooFew, [("least", LeastCards)]);
        }

        return earlier.Count < MostOfRound
            ? (sort, CardDraw.Of(voices, MostCards, seed))
            : throw new Refusal(ProposalsReasons.CardSortsFull, [("most", MostOfRound)]);
    }
}
