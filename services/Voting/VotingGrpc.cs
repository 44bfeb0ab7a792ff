using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Voting.Ballots;
using Participatory.Voting.Log;
using Participatory.Voting.Paper;
using Participatory.Voting.Polls;
using Participatory.Voting.Registrations;
using Participatory.Voting.Results;
using Participatory.Voting.Roll;
using Participatory.Voting.V1;

namespace Participatory.Voting;

/// <summary>One line for each method, to its operation.</summary>
internal sealed class VotingGrpc(
    GetPoll getPoll,
    ListPolls listPolls,
    ImportRoll importRoll,
    ExportLetters exportLetters,
    OpenRegistration openRegistration,
    Register register,
    ReadRegistrations readRegistrations,
    DecideRegistration decideRegistration,
    OpenPoll openPoll,
    ClosePoll closePoll,
    LookUpCode lookUpCode,
    CastBallot castBallot,
    LookUpCard lookUpCard,
    LookUpTrackingCode lookUpTrackingCode,
    ImportBallots importBallots,
    OpenPaperBatch openPaperBatch,
    KeyPaperBallot keyPaperBallot,
    CastPaperBatch castPaperBatch,
    ReadPaperBatches readPaperBatches,
    DeclareResult declareResult,
    GetResult getResult,
    ExportElection exportElection,
    ExportBundle exportBundle,
    ShowObservers showObservers) : V1.VotingService.VotingServiceBase
{
    public override Task<Poll> GetPoll(GetPollRequest request, ServerCallContext context) =>
        getPoll.Handle(request, context.CancellationToken);

    public override Task<ListPollsResponse> ListPolls(ListPollsRequest request, ServerCallContext context) =>
        listPolls.Handle(request, context.CancellationToken);

    public override Task<ImportRollResponse> ImportRoll(IAsyncStreamReader<ImportRollRequest> requestStream, ServerCallContext context) =>
        importRoll.Handle(requestStream, Guard.CallerOf(context), context.CancellationToken);

    public override Task ExportLetters(ExportLettersRequest request, IServerStreamWriter<Letter> responseStream, ServerCallContext context) =>
        exportLetters.Handle(request, responseStream, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Poll> OpenRegistration(OpenRegistrationRequest request, ServerCallContext context) =>
        openRegistration.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<MyRegistration> Register(RegisterRequest request, ServerCallContext context) =>
        register.Handle(request, context, Guard.CallerOf(context));

    public override Task<MyRegistration> GetMyRegistration(GetMyRegistrationRequest request, ServerCallContext context) =>
        readRegistrations.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListRegistrationsResponse> ListRegistrations(ListRegistrationsRequest request, ServerCallContext context) =>
        readRegistrations.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<DecideRegistrationResponse> DecideRegistration(DecideRegistrationRequest request, ServerCallContext context) =>
        decideRegistration.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Poll> OpenPoll(OpenPollRequest request, ServerCallContext context) =>
        openPoll.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Poll> ClosePoll(ClosePollRequest request, ServerCallContext context) =>
        closePoll.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<LookUpCodeResponse> LookUpCode(LookUpCodeRequest request, ServerCallContext context) =>
        lookUpCode.Handle(request, context);

    public override Task<Receipt> CastBallot(CastBallotRequest request, ServerCallContext context) =>
        castBallot.Handle(request, context);

    public override Task<LookUpCardResponse> LookUpCard(LookUpCardRequest request, ServerCallContext context) =>
        lookUpCard.Handle(request, context.CancellationToken);

    public override Task<LookUpTrackingCodeResponse> LookUpTrackingCode(LookUpTrackingCodeRequest request, ServerCallContext context) =>
        lookUpTrackingCode.Handle(request, context.CancellationToken);

    public override Task<ImportBallotsResponse> ImportBallots(IAsyncStreamReader<ImportBallotsRequest> requestStream, ServerCallContext context) =>
        importBallots.Handle(requestStream, Guard.CallerOf(context), context.CancellationToken);

    public override Task<PaperBatch> OpenPaperBatch(OpenPaperBatchRequest request, ServerCallContext context) =>
        openPaperBatch.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<PaperBatch> KeyPaperBallot(KeyPaperBallotRequest request, ServerCallContext context) =>
        keyPaperBallot.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<PaperBatch> CastPaperBatch(CastPaperBatchRequest request, ServerCallContext context) =>
        castPaperBatch.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<PaperBatch> GetPaperBatch(GetPaperBatchRequest request, ServerCallContext context) =>
        readPaperBatches.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<ListPaperBatchesResponse> ListPaperBatches(ListPaperBatchesRequest request, ServerCallContext context) =>
        readPaperBatches.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Result> DeclareResult(DeclareResultRequest request, ServerCallContext context) =>
        declareResult.Handle(request, Guard.CallerOf(context), context.CancellationToken);

    public override Task<Result> GetResult(GetResultRequest request, ServerCallContext context) =>
        getResult.Handle(request, context.CancellationToken);

    public override Task ExportElection(ExportElectionRequest request, IServerStreamWriter<ExportElectionResponse> responseStream, ServerCallContext context) =>
        exportElection.Handle(request, responseStream, context.CancellationToken);

    public override Task ExportBundle(ExportBundleRequest request, IServerStreamWriter<ExportBundleResponse> responseStream, ServerCallContext context) =>
        exportBundle.Handle(request, responseStream, context.CancellationToken);

    public override Task ShowObservers(ShowObserversRequest request, IServerStreamWriter<ShowObserversResponse> responseStream, ServerCallContext context) =>
        showObservers.Handle(request, responseStream, Guard.CallerOf(context), context.CancellationToken);
}
