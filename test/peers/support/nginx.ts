import { type Place, type Program, startProgram } from './startProgram.ts';

/** What `proxy_pass` needs so that an upgrade comes through: nginx speaks HTTP/1.0 and drops both headers by itself. */
export const upgrade =
  'proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";';

/** nginx with these `server` blocks; everything it writes is in a folder of its own. */
export function startNginx(
  path: string,
  ports: number,
  servers: (place: Place) => string,
  files: Readonly<Record<string, string>> = {},
): Promise<Program> {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return startProgram(path, {
    ports,
    files: (place) => ({
      ...files,
      'nginx.conf': `
        daemon off;
        master_process off;
        pid nginx.pid;
        error_log stderr;
        events { worker_connections 64; }
        http {
          access_log off;
          ${temporary.map((name) => `${name}_temp_path ${place.folder}/${name};`).join('\n')}
          ${servers(place)}
        }`,
    }),
    args: ({ folder }) => ['-p', folder, '-c', 'nginx.conf', '-e', 'stderr'],
  });
}
