using Participatory.Grants.V1;

namespace Participatory.Gateway.Pages.My.Grants;

/// <summary>How the states of a grant are said.</summary>
public static class AwardStates
{
    public static string Name(AwardState state) => state switch
    {
        AwardState.Offered => Words.Grants.StateOffered,
        AwardState.Accepted => Words.Grants.StateAccepted,
        AwardState.Declined => Words.Grants.StateDeclined,
        AwardState.Paid => Words.Grants.StatePaid,
        AwardState.Closed => Words.Grants.StateClosed,
        AwardState.Withdrawn => Words.Grants.StateWithdrawn,
        AwardState.Expired => Words.Grants.StateExpired,
        _ => Words.Grants.StateWaiting,
    };

    /// <summary>What happens next, in a sentence.</summary>
    public static string Next(AwardState state) => state switch
    {
        AwardState.Offered => Words.Grants.NextOffered,
        AwardState.Accepted => Words.Grants.NextAccepted,
        AwardState.Declined => Words.Grants.NextDeclined,
        AwardState.Paid => Words.Grants.NextPaid,
        AwardState.Closed => Words.Grants.NextClosed,
        AwardState.Withdrawn => Words.Grants.NextWithdrawn,
        AwardState.Expired => Words.Grants.NextExpired,
        _ => Words.Grants.NextWaiting,
    };

    public static string TagClass(AwardState state) => state == AwardState.Offered ? "govuk-tag tag-won" : "govuk-tag tag-calm";
}
