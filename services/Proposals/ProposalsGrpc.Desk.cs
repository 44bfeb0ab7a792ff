using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Proposals.BallotPapers;
using Participatory.Proposals.Desk;
using Participatory.Proposals.V1;
using Participatory.Proposals.Valuations;

namespace Participatory.Proposals;

/// <summary>The door to what officers look at and write among themselves before the ballot paper is out.</summary>
internal sealed partial class ProposalsGrpc
{
    public override Task<BallotPaperPreview> GetBallotPaperPreview(GetBallotPaperPreviewRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetBallotPaperPreview>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListCasesResponse> ListCases(ListCasesRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListCases>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<CaseFile> GetCase(GetCaseRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetCase>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ProposalCase> AssignProposal(AssignProposalRequest request, ServerCallContext context) =>
        services.GetRequiredService<AssignProposal>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<CaseNote> AddCaseNote(AddCaseNoteRequest request, ServerCallContext context) =>
        services.GetRequiredService<AddCaseNote>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ProposalCase> ChooseReminder(ChooseReminderRequest request, ServerCallContext context) =>
        services.GetRequiredService<ChooseReminder>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListRemindersResponse> ListReminders(ListRemindersRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListReminders>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ValueProposalsResponse> ValueProposals(ValueProposalsRequest request, ServerCallContext context) =>
        services.GetRequiredService<ValueProposals>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ValuationsRead> ImportValuations(
        IAsyncStreamReader<ImportValuationsRequest> requestStream, ServerCallContext context) =>
        services.GetRequiredService<ImportValuations>().Handle(requestStream, Guard.CallerOf(context), context.CancellationToken);
}
