// graphql-request to a gateway that checks the token.
import { GraphQLClient, gql } from 'graphql-request';

const client = new GraphQLClient(process.argv[2], { headers: { authorization: `Bearer ${process.argv[3]}` } });
try {
  console.log(await client.request(gql`{ me { id email } }`));
} catch (error) {
  console.error(error);
  process.exit(1);
}
