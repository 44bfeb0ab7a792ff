using Grpc.Core;

namespace Participatory.Tests.Harness;

/// <summary>Files that go to a service in pieces.</summary>
public static class Streams
{
    /// <summary>Sends these messages as they are, and returns what the service says to them.</summary>
    public static async Task<TResponse> Send<TRequest, TResponse>(
        this AsyncClientStreamingCall<TRequest, TResponse> call, IEnumerable<TRequest> messages)
    {
        using (call)
        {
            try
            {
                foreach (var message in messages)
                {
                    await call.RequestStream.WriteAsync(message);
                }

                await call.RequestStream.CompleteAsync();
            }
            catch (Exception tooLate) when (tooLate is RpcException or InvalidOperationException)
            {
                // The service has had its say before everything was sent; what it said comes below.
            }

            return await call.ResponseAsync;
        }
    }
}
