using Participatory.Accountability.Ideas;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;

namespace Participatory.Accountability.Scores;

/// <summary>The steps on which a group has to do with the council, by the names under which they are kept.</summary>
internal static class Steps
{
    public static readonly IReadOnlyList<Step> InOrder = [Step.Proposing, Step.Review, Step.Vote, Step.Money, Step.Story];

    public static string NameOf(Step step) => step switch
    {
        Step.Proposing => "proposing",
        Step.Review => "review",
        Step.Vote => "vote",
        Step.Money => "money",
        Step.Story => "story",
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "There is no such step."),
    };

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
    public static Fields KnownStep(this Fields fields, Step step) => fields.Require(InOrder.Contains(step), "step", AccountabilityReasons.StepMissing);

    /// <summary>Refuses where the idea is not the caller's, or has not come that far. Pure.</summary>
    public static void Decide(IdeaRow? idea, Step step, string subject)
    {
        if (idea is null || idea.Withdrawn || idea.Proposer != subject)
        {
            throw IdeaRow.NotFound();
        }

        if (!IsBehind(idea, step))
        {
            throw new Refusal(AccountabilityReasons.StepNotReached, field: "step");
        }
    }
}
