using Participatory.Accountability.Ideas;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;

namespace Participatory.Accountability.Scores;

/// <summary>The steps on which a group has to do with the council.</summary>
internal static class Steps
{
    public static readonly IReadOnlyList<Step> InOrder = [Step.Proposing, Step.Review, Step.Vote, Step.Money, Step.Story];

    /// <summary>Whether the group of this idea has the step behind it. Pure.</summary>
    public static bool IsBehind(IdeaRow idea, Step step) => step switch
    {
        Step.Proposing => true,
        Step.Review => idea.Reviews > 0,
        Step.Vote => idea.Won is not null,
        Step.Money => idea.PaidAt is not null,
        _ => idea.Stories > 0,
    };

    /// <summary>Asks for one of the steps.</summary>
    public static Fields KnownStep(this Fields fields, Step step) =>
        fields.Require(InOrder.Contains(step), "step", AccountabilityReasons.StepMissing);

    /// <summary>The idea that a group can say something about: its own, which has come that far.</summary>
    /// <exception cref="Refusal">One of these does not hold.</exception>
    public static IdeaRow Decide(IdeaRow? idea, Step step, string subject)
    {
        if (idea is null || idea.Withdrawn || idea.Proposer != subject)
        {
            throw IdeaRow.NotFound();
        }

        if (!IsBehind(idea, step))
        {
            throw new Refusal(AccountabilityReasons.StepNotReached, field: "step");
        }

        return idea;
    }
}
