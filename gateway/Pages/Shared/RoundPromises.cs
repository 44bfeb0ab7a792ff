using Participatory.Grants.V1;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Shared;

/// <summary>The rules for grants of a round, as residents and officers read them: what the council promises and asks.</summary>
public static class RoundPromises
{
    /// <param name="rules">Null where Grants does not answer: then it says where they are to be seen.</param>
    public static IEnumerable<string> Of(Round round, MoneyRules? rules, Say say)
    {
        if (round.Policies is not { } promised)
        {
            yield break;
        }

        if (rules is { AnswerWithinDays: > 0 })
        {
            yield return say.Count(Words.Rounds.PromiseAccept, rules.AnswerWithinDays);
        }

        yield return say.Count(Words.Rounds.PromisePay, promised.PayWithinDays);
        yield return promised.StoryAfterDays == 0 ? Words.Rounds.PromiseAskAtOnce
            : say.Count(Words.Rounds.PromiseAsk, promised.StoryAfterDays);
        yield return say.Fill(Words.Rounds.PromiseHowMuch, say.Money(promised.SentenceUpTo), say.Money(promised.QuestionsUpTo));
        yield return say.Count(Words.Rounds.PromiseAnswer, promised.AnswerWithinDays);
        if (promised.Unspent != UnspentPolicy.Unspecified)
        {
            yield return promised.Unspent switch
            {
                UnspentPolicy.RollOver => Words.Rounds.PromiseRollOver,
                UnspentPolicy.OfferNext => Words.Rounds.PromiseOfferNext,
                _ => Words.Rounds.PromiseReturn,
            };
        }

        foreach (var promise in rules is null ? [Words.Ledger.FenceSeeMoney] : FenceWords.Promises(rules, say))
        {
            yield return promise;
        }
    }
}
