using Participatory.Platform.Calls;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Rounds;

/// <summary>What each phase of a round allows, and how a round moves on. Pure.</summary>
internal static class Phases
{
    /// <summary>
    /// An officer may move a round one step forward, up to REVIEWING. Never back: what people were told stands.
    /// </summary>
    /// <exception cref="Refusal">The step is another one.</exception>
    public static void CheckAdvance(Phase now, Phase to)
    {
        var sentence = (now, to) switch
        {
            (Phase.Listening, Phase.Accepting) or (Phase.Accepting, Phase.Reviewing) => null,
            (Phase.Reviewing, Phase.Balloting) => "Voting starts when you publish the ballot paper.",
            (Phase.Balloting, Phase.Finished) => "A round is finished when its result is declared.",
            (Phase.Finished, _) => "This round is finished.",
            _ => $"The round is {Spell(now)}; the next step is {Spell(now + 1)}.",
        };
        if (sentence is not null)
        {
            throw new Refusal(ProposalsReasons.NotTheNextPhase, sentence, "to_phase");
        }
    }

    /// <summary>
    /// Ideas come in while the round is accepting. Where it comes from a published election, officers bring the
    /// projects in from the day it is made.
    /// </summary>
    public static void CheckAcceptsIdeas(Phase now, bool importing) => Check(
        now == Phase.Accepting || (importing && now == Phase.Listening),
        now == Phase.Listening ? "We are not taking ideas yet. Please come back when the round opens for them." : "We are not taking new ideas any more in this round.");

    /// <summary>An idea can be taken back until the ballot paper is out.</summary>
    public static void CheckAllowsWithdrawing(Phase now) => Check(
        now < Phase.Balloting, "The ballot paper is out, so this idea can no longer be taken back. Please talk to the council.");

    /// <summary>An idea can get its photo until the ballot paper is out.</summary>
    public static void CheckAllowsPhoto(Phase now) => Check(
        now is Phase.Accepting or Phase.Reviewing,
        now == Phase.Listening ? "You can add a photo as soon as the round takes ideas." : "The ballot paper is out, so an idea can get no photo any more. You can still take one away.");

    /// <summary>People can say that they like an idea, or no longer do, from the first idea until the ballot paper is out.</summary>
    public static void CheckAllowsSupport(Phase now) => Check(
        now is Phase.Accepting or Phase.Reviewing,
        now == Phase.Listening ? "You can support ideas as soon as the round takes them." : "Supporting ideas has ended in this round; now the votes count.");

    /// <summary>Officers value ideas from the first one until the ballot paper is out.</summary>
    public static void CheckAllowsValuing(Phase now) => Check(
        now is Phase.Accepting or Phase.Reviewing,
        now == Phase.Listening ? "Ideas can be valued as soon as the round takes them." : "The ballot paper is out, so what ideas cost can no longer change.");

    /// <summary>The ballot paper comes out once, when the ideas have been reviewed.</summary>
    public static void CheckAllowsPublishing(Phase now) => Check(
        now == Phase.Reviewing,
        now < Phase.Reviewing ? $"The round is {Spell(now)}. The ballot paper can be published when it is reviewing." : "The ballot paper of this round is out already.");

    /// <summary>A phase in a sentence.</summary>
    public static string Spell(Phase phase) => phase switch
    {
        Phase.Listening => "listening",
        Phase.Accepting => "accepting ideas",
        Phase.Reviewing => "reviewing ideas",
        Phase.Balloting => "voting",
        Phase.Finished => "finished",
        _ => throw new ArgumentOutOfRangeException(nameof(phase), phase, "A round is never in this phase."),
    };

    private static void Check(bool holds, string sentence)
    {
        if (!holds)
        {
            throw new Refusal(ProposalsReasons.WrongPhase, sentence);
        }
    }
}
