using Participatory.Voting.Roll;
using Participatory.Voting.V1;

namespace Participatory.Voting.Ballots;

/// <summary>A ballot that somebody wants to cast, and the promise of an answer.</summary>
internal sealed class Cast(CastBallotRequest request, BallotCard card, VoterCode? code, byte[]? codeHash, CancellationToken cancellation)
{
    // Whoever waits goes on elsewhere, so that the ones behind do not wait for it.
    private readonly TaskCompletionSource<Receipt> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public CastBallotRequest Request { get; } = request;

    public string PollId => Request.PollId;

    public BallotCard Card { get; } = card;

    public byte[]? CodeHash { get; } = codeHash;

    public byte[] BallotKey { get; } = card.KeyIn(request.PollId);

    public byte[] RequestHash { get; } = card.RequestHash(
        request.PollId,
        request.RequestId,
        [code?.Text ?? "", $"{request.Replaces}", $"{request.ProjectIds.Count}", .. request.ProjectIds,
            .. request.Points.Select(points => $"{points}")]);

    /// <summary>The caller has gone away.</summary>
    public bool IsForsaken => cancellation.IsCancellationRequested;

    public Task<Receipt> Answer => answer.Task;

    public void Accept(Receipt receipt) => answer.TrySetResult(receipt);

    public void Fail(Exception failure) => answer.TrySetException(failure);
}
