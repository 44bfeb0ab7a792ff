using Participatory.Platform.Calls;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Desk;

/// <summary>What has to hold of what is asked of the desk.</summary>
internal static class CaseFields
{
    /// <summary>Which ideas an officer wants to see.</summary>
    public static Fields CaseFilter(this Fields fields, CaseFilter filter) => fields
        .Code("filter.area_code", filter.AreaCode, required: false)
        .Code("filter.colleague_subject", filter.ColleagueSubject, required: filter.Assigned == CaseAssigned.ToColleague)
        .Text("filter.title_part", filter, required: false)
        .Id("filter.topic_id", filter.TopicId, required: false)
        .Require(Enum.IsDefined(filter.Assigned), "filter.assigned", ProposalsReasons.CaseFilterUnknown)
        .Require(Enum.IsDefined(filter.Order), "filter.order", ProposalsReasons.CaseFilterUnknown)
        .Require(
            filter.States.All(state => state != ProposalState.Unspecified && Enum.IsDefined(state)), "filter.states", Reasons.StateUnknown);

    /// <summary>Which idea is meant.</summary>
    public static Fields Case(this Fields fields, string roundId, string proposalId) =>
        fields.Id("round_id", roundId).Code("proposal_id", proposalId);
}
