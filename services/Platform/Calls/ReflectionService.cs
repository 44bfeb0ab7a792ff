using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;

namespace Participatory.Platform.Calls;

/// <summary>grpc.reflection.v1 for <paramref name="served"/>: what there is, for tools that ask. Our contract is public anyway.</summary>
public sealed class ReflectionService(ServedDescriptors served) : ServerReflection.ServerReflectionBase
{
    private readonly Dictionary<string, FileDescriptor> files = FilesOf(served.Services);

    /// <inheritdoc/>
    public override async Task ServerReflectionInfo(
        IAsyncStreamReader<ServerReflectionRequest> requestStream, IServerStreamWriter<ServerReflectionResponse> responseStream, ServerCallContext context)
    {
        while (await requestStream.MoveNext(context.CancellationToken).ConfigureAwait(false))
        {
            var answer = Answer(requestStream.Current);
            answer.ValidHost = requestStream.Current.Host;
            answer.OriginalRequest = requestStream.Current;
            await responseStream.WriteAsync(answer, context.CancellationToken).ConfigureAwait(false);
        }
    }

    private ServerReflectionResponse Answer(ServerReflectionRequest request) => request.MessageRequestCase switch
    {
        ServerReflectionRequest.MessageRequestOneofCase.ListServices => new()
        {
            ListServicesResponse = new ListServiceResponse { Service = { served.Services.Select(service => new ServiceResponse { Name = service.FullName }) } },
        },
        ServerReflectionRequest.MessageRequestOneofCase.FileByFilename => Files(files.GetValueOrDefault(request.FileByFilename)),
        ServerReflectionRequest.MessageRequestOneofCase.FileContainingSymbol => Files(files.Values.FirstOrDefault(file => Holds(file, request.FileContainingSymbol))),
        ServerReflectionRequest.MessageRequestOneofCase.FileContainingExtension => Files(files.Values.FirstOrDefault(file => Extends(file, request.FileContainingExtension))),
        ServerReflectionRequest.MessageRequestOneofCase.AllExtensionNumbersOfType => Extensions(request.AllExtensionNumbersOfType),
        _ => Error(StatusCode.InvalidArgument, "Please ask for something."),
    };

    private static Dictionary<string, FileDescriptor> FilesOf(IEnumerable<ServiceDescriptor> services)
    {
        var files = new Dictionary<string, FileDescriptor>(StringComparer.Ordinal);
        var waiting = new Stack<FileDescriptor>(services.Select(service => service.File));
        while (waiting.TryPop(out var file))
        {
            if (files.TryAdd(file.Name, file))
            {
                foreach (var dependency in file.Dependencies)
                {
                    waiting.Push(dependency);
                }
            }
        }

        return files;
    }

    private static bool Holds(FileDescriptor file, string symbol) =>
        file.Services.Any(service => service.FullName == symbol || service.Methods.Any(method => method.FullName == symbol))
        || file.EnumTypes.Any(type => type.FullName == symbol)
        || file.MessageTypes.Any(type => type.FullName == symbol || symbol.StartsWith(type.FullName + ".", StringComparison.Ordinal));

    private static bool Extends(FileDescriptor file, ExtensionRequest asked) => file.Extensions.UnorderedExtensions.Any(extension =>
        extension.ExtendeeType?.FullName == asked.ContainingType && extension.FieldNumber == asked.ExtensionNumber);

    private static ServerReflectionResponse Files(FileDescriptor? file) => file is null
        ? Error(StatusCode.NotFound, "There is no such thing here.")
        : new() { FileDescriptorResponse = new FileDescriptorResponse { FileDescriptorProto = { FilesWith(file) } } };

    // The file and what it imports, so that one answer is enough to read it.
    private static IEnumerable<Google.Protobuf.ByteString> FilesWith(FileDescriptor file)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { file.Name };
        yield return file.SerializedData;
        var waiting = new Queue<FileDescriptor>(file.Dependencies);
        while (waiting.TryDequeue(out var next))
        {
            if (!seen.Add(next.Name))
            {
                continue;
            }

            yield return next.SerializedData;
            foreach (var dependency in next.Dependencies)
            {
                waiting.Enqueue(dependency);
            }
        }
    }

    private ServerReflectionResponse Extensions(string type)
    {
        var numbers = files.Values.SelectMany(file => file.Extensions.UnorderedExtensions)
            .Where(extension => extension.ExtendeeType?.FullName == type)
            .Select(extension => extension.FieldNumber)
            .Distinct();
        return new() { AllExtensionNumbersResponse = new ExtensionNumberResponse { BaseTypeName = type, ExtensionNumber = { numbers } } };
    }

    private static ServerReflectionResponse Error(StatusCode status, string sentence) =>
        new() { ErrorResponse = new ErrorResponse { ErrorCode = (int)status, ErrorMessage = sentence } };
}

/// <summary>The gRPC services that a process answers for.</summary>
public sealed record ServedDescriptors(IReadOnlyList<ServiceDescriptor> Services);
