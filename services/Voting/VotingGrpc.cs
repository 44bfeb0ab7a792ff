using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Voting.Ballots;
using Participatory.Voting.Extensions;
using Participatory.Voting.Letters;
using Participatory.Voting.Log;
using Participatory.Voting.Paper;
using Participatory.Voting.Polls;
using Participatory.Voting.Registrations;
using Participatory.Voting.Results;
using Participatory.Voting.Roll;
using Participatory.Voting.V1;

namespace Participatory.Voting;

/// <summary>One line for each method, to its operation.</summary>
internal sealed class VotingGrpc(IServiceProvider services) : V1.VotingService.VotingServiceBase
{
    public override Task<Poll> GetPoll(GetPollRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetPoll>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListPollsResponse> ListPolls(ListPollsRequest request, ServerCallContext context) =>
        services.GetRequiredService<ListPolls>().Handle(request, context.CancellationToken);

    public override Task<ImportRollResponse> ImportRoll(IAsyncStreamReader<ImportRollRequest> requestStream, ServerCallContext context) =>
        services.GetRequiredService<ImportRoll>().Handle(requestStream, Guard.CallerOf(context), context.CancellationToken);

    public override Task<LetterExport> AskForLetters(AskForLettersRequest request, ServerCallContext context) =>
        services.GetRequiredService<AskForLetters>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<LetterExport> AgreeToLetters(AgreeToLettersRequest request, ServerCallContext context) =>
        services.GetRequiredService<AgreeToLetters>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<LetterExport> GetLetterExport(GetLetterExportRequest request, ServerCallContext context) =>
        services.GetRequiredService<ReadLetterExports>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListLetterExportsResponse> ListLetterExports(ListLetterExportsRequest request, ServerCallContext context) =>
        services.GetRequiredService<ReadLetterExports>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task TakeLetters(
        TakeLettersRequest request, IServerStreamWriter<TakeLettersResponse> responseStream, ServerCallContext context) =>
        services.GetRequiredService<TakeLetters>().Handle(request, responseStream, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Poll> OpenRegistration(OpenRegistrationRequest request, ServerCallContext context) =>
        services.GetRequiredService<OpenRegistration>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<MyRegistration> Register(RegisterRequest request, ServerCallContext context) =>
        services.GetRequiredService<Register>().Handle(request, context, Guard.CallerOf(context));

    public override Task<MyRegistration> GetMyRegistration(GetMyRegistrationRequest request, ServerCallContext context) =>
        services.GetRequiredService<ReadRegistrations>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListRegistrationsResponse> ListRegistrations(ListRegistrationsRequest request, ServerCallContext context) =>
        services.GetRequiredService<ReadRegistrations>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<DecideRegistrationResponse> DecideRegistration(DecideRegistrationRequest request, ServerCallContext context) =>
        services.GetRequiredService<DecideRegistration>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Poll> OpenPoll(OpenPollRequest request, ServerCallContext context) =>
        services.GetRequiredService<OpenPoll>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Poll> ClosePoll(ClosePollRequest request, ServerCallContext context) =>
        services.GetRequiredService<ClosePoll>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Poll> AskForExtension(AskForExtensionRequest request, ServerCallContext context) =>
        services.GetRequiredService<AskForExtension>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Poll> AgreeToExtension(AgreeToExtensionRequest request, ServerCallContext context) =>
        services.GetRequiredService<AgreeToExtension>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<LookUpCodeResponse> LookUpCode(LookUpCodeRequest request, ServerCallContext context) =>
        services.GetRequiredService<LookUpCode>().Handle(request, context);

    public override Task<Receipt> CastBallot(CastBallotRequest request, ServerCallContext context) =>
        services.GetRequiredService<CastBallot>().Handle(request, context);

    public override Task<LookUpCardResponse> LookUpCard(LookUpCardRequest request, ServerCallContext context) =>
        services.GetRequiredService<LookUpCard>().Handle(request, context.CancellationToken);

    public override Task<LookUpTrackingCodeResponse> LookUpTrackingCode(LookUpTrackingCodeRequest request, ServerCallContext context) =>
        services.GetRequiredService<LookUpTrackingCode>().Handle(request, context.CancellationToken);

    public override Task<ImportBallotsResponse> ImportBallots(
        IAsyncStreamReader<ImportBallotsRequest> requestStream, ServerCallContext context) =>
        services.GetRequiredService<ImportBallots>().Handle(requestStream, Guard.CallerOf(context), context.CancellationToken);

    public override Task<PaperBatch> OpenPaperBatch(OpenPaperBatchRequest request, ServerCallContext context) =>
        services.GetRequiredService<OpenPaperBatch>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<PaperBatch> KeyPaperBallot(KeyPaperBallotRequest request, ServerCallContext context) =>
        services.GetRequiredService<KeyPaperBallot>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<PaperBatch> CastPaperBatch(CastPaperBatchRequest request, ServerCallContext context) =>
        services.GetRequiredService<CastPaperBatch>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<PaperBatch> GetPaperBatch(GetPaperBatchRequest request, ServerCallContext context) =>
        services.GetRequiredService<ReadPaperBatches>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListPaperBatchesResponse> ListPaperBatches(ListPaperBatchesRequest request, ServerCallContext context) =>
        services.GetRequiredService<ReadPaperBatches>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Result> DeclareResult(DeclareResultRequest request, ServerCallContext context) =>
        services.GetRequiredService<DeclareResult>().Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Result> GetResult(GetResultRequest request, ServerCallContext context) =>
        services.GetRequiredService<GetResult>().Handle(request, context.CancellationToken);

    public override Task ExportElection(
        ExportElectionRequest request, IServerStreamWriter<ExportElectionResponse> responseStream, ServerCallContext context) =>
        services.GetRequiredService<ExportElection>().Handle(request, responseStream, context.CancellationToken);

    public override Task ExportBundle(
        ExportBundleRequest request, IServerStreamWriter<ExportBundleResponse> responseStream, ServerCallContext context) =>
        services.GetRequiredService<ExportBundle>().Handle(request, responseStream, context.CancellationToken);

    public override Task ShowObservers(
        ShowObserversRequest request, IServerStreamWriter<ShowObserversResponse> responseStream, ServerCallContext context) =>
        services.GetRequiredService<ShowObservers>().Handle(request, responseStream, Guard.CallerOf(context), context.CancellationToken);
}
