using Participatory.Platform.Calls;
using Participatory.Types.V1;

namespace Participatory.Platform.Moderation;

/// <summary>
/// The fields of those who say that something should not stand there, and of officers who decide about it, whichever service has it.
/// </summary>
public static class ModerationFields
{
    /// <summary>Why it should not stand there.</summary>
    public static Fields Because(this Fields fields, HidingReason reason) => fields.Require(
        Enum.IsDefined(reason) && reason != HidingReason.Unspecified, "reason", ModerationReasons.HidingReasonMissing);

    /// <summary>What an officer decides, and why where that hides something.</summary>
    /// <param name="hides">Something else is hidden by it whatever is decided.</param>
    public static Fields Judged(this Fields fields, HidingJudgement judgement, HidingReason reason, bool hides = false)
    {
        fields.Require(
            Enum.IsDefined(judgement) && judgement != HidingJudgement.Unspecified, "judgement", ModerationReasons.JudgementMissing);
        return hides || judgement == HidingJudgement.Hide ? fields.Because(reason) : fields;
    }
}
