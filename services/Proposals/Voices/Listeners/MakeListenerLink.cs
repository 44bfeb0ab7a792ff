using System.Data.Common;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using Participatory.Proposals.Voices;
using Participatory.Words;

namespace Participatory.Proposals.Voices.Listeners;

/// <summary>An officer makes a link for a local body that listens, in a round or in one of its areas.</summary>
internal sealed class MakeListenerLink(Database database, TimeProvider clock)
{
    /// <summary>The most that is offered for their time, in minor units: what a body asks for beyond goes the way of a grant.</summary>
    public const long MostOffer = 100_000;

    private static readonly Sql Insert = new("""
        INSERT INTO listener_link (
            link_id, round_id, area_code, listener, secret_hash, made_by, made_at, offer_minor, offer_currency)
        VALUES (@LinkId, @RoundId, @AreaCode, @Listener, @SecretHash, @MadeBy, @MadeAt, @OfferMinor, @OfferCurrency)
        """);

    public async Task<ListenerLink> Handle(MakeListenerLinkRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("round_id", request.RoundId)
            .Code("area_code", request.AreaCode, required: false)
            .Text("listener", request).Secret("secret", request.Secret).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, ListenerLink.Parser) is { } before)
        {
            return before;
        }

        var round = await RoundRow.Load(transaction, request.RoundId);
        var areas = await AreaRow.Load(transaction, [round.RoundId]);
        var link = Decide(request, round, areas, caller, clock.Now()) with { LinkId = Guid.CreateVersion7().ToString() };
        try
        {
            await transaction.Execute(Insert, link);
        }
        catch (DbException taken) when (Dialect.IsUniqueViolation(taken))
        {
            throw Refusal.At("secret", ProposalsReasons.SecretWrong);
        }

        var answer = link.ToMessage();
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The link, but for its number. Pure.</summary>
    /// <exception cref="Refusal">The area is another's, the offer is too high, or nobody listens any more.</exception>
    internal static ListenerLinkRow Decide(
        MakeListenerLinkRequest request, RoundRow round, IReadOnlyList<AreaRow> areas, Caller caller, DateTimeOffset now)
    {
        new Fields().Require(request.AreaCode.Length == 0 || areas.Any(area => area.AreaCode == request.AreaCode), "area_code",
                ProposalsReasons.AreaNotInRound)
            .Require(
                request.Offer is null || (request.Offer.AmountMinor is > 0 and <= MostOffer && request.Offer.Currency == round.Currency),
                "offer", ProposalsReasons.OfferWrong, ("max", new Amount(MostOffer, round.Currency)))
            .Check();
        var link = new ListenerLinkRow
        {
            RoundId = round.RoundId,
            AreaCode = request.AreaCode.Length > 0 ? request.AreaCode : null,
            Listener = request.Listener,
            SecretHash = LinkSecret.HashToOpen(request.Secret),
            MadeBy = caller.Signature(),
            MadeAt = now,
            OfferMinor = request.Offer?.AmountMinor,
            OfferCurrency = request.Offer?.Currency,
        };
        caller.MustActIn(link.AreasOf(areas));
        Phases.CheckListens(round.PhaseNow);
        return link;
    }
}
