using Grpc.Core;
using Grpc.Core.Interceptors;
using Participatory.Platform.Calls;

namespace Participatory.Tests.Service.AtTheDoor;

/// <summary>Asks once to sign in again, as methods do of which it is long ago that their caller signed in.</summary>
internal sealed class AsksOnce : Interceptor
{
    /// <summary>The method; null once it has asked.</summary>
    public string? About { get; set; }

    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        if (About is not null && context.Method.EndsWith("/" + About, StringComparison.Ordinal))
        {
            About = null;
            throw new Refusal(Reasons.SignInAgain);
        }

        return continuation(request, context);
    }
}
