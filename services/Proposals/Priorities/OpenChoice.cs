using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.Themes;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Priorities;

/// <summary>An officer lets the people of an area choose among its themes.</summary>
internal sealed class OpenChoice(Database database, ChoiceKeys keys, TimeProvider clock)
{
    public async Task<ThemeChoice> Handle(OpenChoiceRequest request, Caller caller, CancellationToken cancellation)
    {
        var now = clock.Now();
        var closes = Instants.Read(request.CloseTime);
        new Fields().RequestId(request.RequestId)
            .Id("round_id", request.RoundId)
            .Code("area_code", request.AreaCode)
            .Number("places", request, ProposalsReasons.PlacesWrong, least: 1)
            .Require(request.Rule is CountedThemes.EqualShares or CountedThemes.Greedy, "rule", ProposalsReasons.ChoiceRuleUnknown)
            .Require(closes > now && closes <= now + ChoiceTimes.Longest, "close_time", ProposalsReasons.ChoiceEndWrong)
            .AnswerDay(request.AnswerTime, closes ?? now)
            .Text("answer_role", request)
            .Check();
        // Before the transaction: nobody waits for a key.
        var (keyId, publicKey) = keys.Create();
        var kept = false;
        try
        {
            await using var transaction = await database.Begin(cancellation);
            if (await transaction.Replay(caller, request, ThemeChoice.Parser) is { } before)
            {
                return before;
            }

            var (round, areas, themes, earlier) = await ChoosableThemes.Lock(transaction, request.RoundId, request.AreaCode);
            var (opened, chosen) = Decide(request, round, areas, themes, earlier, caller, now);
            opened = opened with { KeyId = keyId, PublicKey = publicKey };
            await opened.Add(transaction, earlier);
            await ChoiceThemeRow.Add(transaction, chosen);
            var answer = opened.ToMessage(chosen, round.PhaseNow, now);
            await transaction.Remember(caller, request, answer);
            // From here on somebody may have sealed to it.
            kept = true;
            await transaction.Commit();
            return answer;
        }
        finally
        {
            if (!kept)
            {
                keys.Destroy(keyId);
            }
        }
    }

    /// <summary>The choice as it is opened, and what people choose among. Pure.</summary>
    /// <param name="themes">Every theme of the round.</param>
    /// <param name="earlier">The choice that the area has; null where it has none.</param>
    /// <exception cref="Refusal">The area is another's, it has chosen or chooses, it is too late, or there is not enough to
    /// choose.</exception>
    internal static (ThemeChoiceRow Opened, IReadOnlyList<ChoiceThemeRow> Themes) Decide(
        OpenChoiceRequest request, RoundRow round, IEnumerable<AreaRow> areas, IEnumerable<ThemeRow> themes, ThemeChoiceRow? earlier,
        Caller caller, DateTimeOffset now)
    {
        var open = ChoosableThemes.ToChooseFrom(round, areas, request.AreaCode, themes, earlier, caller);
        if (open.Count < ChoosableThemes.Fewest)
        {
            throw new Refusal(ProposalsReasons.ThemesTooFew, [("fewest", ChoosableThemes.Fewest)]);
        }

        return (new ThemeChoiceRow
        {
            RoundId = round.RoundId,
            AreaCode = request.AreaCode,
            State = StateText.Of(ThemeChoiceState.Open),
            Way = StateText.Of(ThemeChoiceWay.Chosen),
            Places = request.Places,
            RuleName = request.Rule,
            OpenedBy = caller.Signature(),
            OpenedAt = now,
            ClosesAt = Instants.Read(request.CloseTime),
            AnswerAt = Instants.Read(request.AnswerTime)!.Value,
            AnswerRole = request.AnswerRole,
        }, open);
    }
}
