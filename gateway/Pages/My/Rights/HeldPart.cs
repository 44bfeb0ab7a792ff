using Grpc.Core;
using Participatory.Rights.V1;

namespace Participatory.Gateway.Pages.My.Rights;

/// <summary>What one service holds about the visitor: its rows, which are all here, and their files, which are still to come.</summary>
internal sealed class HeldPart : IDisposable
{
    private readonly AsyncServerStreamingCall<GetMineResponse> call;
    private bool more;

    private HeldPart(string service, AsyncServerStreamingCall<GetMineResponse> call) => (Service, this.call) = (service, call);

    /// <summary>"people".</summary>
    public string Service { get; }

    public List<MyRow> Rows { get; } = [];

    /// <summary>Asks, and reads all rows; files come after them.</summary>
    public static async Task<HeldPart> Ask(string service, RightsService.RightsServiceClient rights, CancellationToken cancellation)
    {
        var part = new HeldPart(service, rights.GetMine(new GetMineRequest(), cancellationToken: cancellation));
        try
        {
            while ((part.more = await part.call.ResponseStream.MoveNext(cancellation)) && part.call.ResponseStream.Current.Row is { } row)
            {
                part.Rows.Add(row);
            }

            return part;
        }
        catch
        {
            part.Dispose();
            throw;
        }
    }

    /// <summary>The pieces of the files, those of a file one after the other.</summary>
    public async IAsyncEnumerable<MyPiece> Pieces()
    {
        while (more)
        {
            yield return call.ResponseStream.Current.Piece;
            more = await call.ResponseStream.MoveNext(CancellationToken.None);
        }
    }

    public void Dispose() => call.Dispose();
}
